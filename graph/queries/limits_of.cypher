// Limits an edition ($id) sets, itself or in its clauses.
MATCH (s:Standard {id: $id})
MATCH (l:Limit)
WHERE EXISTS { MATCH (s)-[:HAS_LIMIT]->(l) } OR EXISTS { MATCH (s)-[:HAS_CLAUSE]->(c:Clause)-[:HAS_LIMIT]->(l) }
RETURN l.id AS id, s.number AS number, l.object AS object, l.characteristic AS characteristic, l.text AS text, l.place AS place
ORDER BY id SKIP $skip LIMIT $limit
