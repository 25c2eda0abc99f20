// What editions ($ids) refer to ($relations); a dated reference leads to an edition, an undated one to a work.
UNWIND $ids AS wanted
MATCH (s:Standard {id: wanted})-[r:REFERENCES]->(o)
WHERE r.relation IN $relations
RETURN DISTINCT wanted AS node, o.id AS other, r.relation AS relation
ORDER BY node, other, relation SKIP $skip LIMIT $limit
