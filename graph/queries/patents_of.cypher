// Patents organisations ($ids) hold, e.g. one, or those of a cluster.
MATCH (o:Organization)-[:HOLDS_PATENT]->(p:Patent)
WHERE o.id IN $ids
RETURN DISTINCT p.id AS id, p.number AS number, p.title_zh AS title, p.published AS published
ORDER BY id SKIP $skip LIMIT $limit
