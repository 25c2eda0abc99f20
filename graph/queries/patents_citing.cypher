// Patents whose text names an edition or work ($id).
MATCH (p:Patent)-[:CITES_STANDARD]->(s)
WHERE s.id = $id
RETURN DISTINCT p.id AS id, p.number AS number, p.title_zh AS title, p.published AS published
ORDER BY id SKIP $skip LIMIT $limit
