// Editions and works most often referred to ($relations).
MATCH (s:Standard)-[r:REFERENCES]->(o)
WHERE r.relation IN $relations
RETURN o.id AS key, count(DISTINCT s.id) AS number
ORDER BY number DESC, key SKIP $skip LIMIT $limit
