// Standards an organisation ($id) drafted 起草.
MATCH (s:Standard)-[:DRAFTED_BY]->(o:Organization {id: $id})
RETURN DISTINCT s.id AS id, s.number AS number, s.title_zh AS title, s.issued AS issued, s.implemented AS implemented
ORDER BY id SKIP $skip LIMIT $limit
