// Editions that refer ($relations) to editions or works ($ids).
UNWIND $ids AS wanted
MATCH (s:Standard)-[r:REFERENCES]->(o)
WHERE o.id = wanted AND r.relation IN $relations
RETURN DISTINCT wanted AS node, s.id AS other, r.relation AS relation
ORDER BY node, other, relation SKIP $skip LIMIT $limit
