// Patents disclosed in an edition or work ($id).
MATCH (s)-[:DISCLOSES_PATENT]->(p:Patent)
WHERE s.id = $id
RETURN DISTINCT p.id AS id, p.number AS number, p.title_zh AS title, p.published AS published
ORDER BY id SKIP $skip LIMIT $limit
