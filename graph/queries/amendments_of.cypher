// Amendments of an edition ($id) 修改单, oldest first.
MATCH (a:Amendment)-[:AMENDS]->(s:Standard {id: $id})
RETURN a.id AS id, a.number AS number, a.issued AS issued, a.implemented AS implemented
ORDER BY issued, id SKIP $skip LIMIT $limit
