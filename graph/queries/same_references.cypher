// What two editions ($id, $other) both refer to.
MATCH (s:Standard {id: $id})-[:REFERENCES]->(o)<-[:REFERENCES]-(t:Standard {id: $other})
RETURN DISTINCT o.id AS key, 1 AS number
ORDER BY key SKIP $skip LIMIT $limit
