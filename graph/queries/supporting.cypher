// Standards that support a policy task ($id), directly or through their field.
MATCH (t:PolicyTask {id: $id})
MATCH (s:Standard)
WHERE EXISTS { MATCH (s)-[:SUPPORTS_TASK]->(t) } OR EXISTS { MATCH (s)-[:IN_DOMAIN]->(d:Domain)-[:SUPPORTS_TASK]->(t) }
RETURN DISTINCT s.id AS id, s.number AS number, s.title_zh AS title, s.issued AS issued, s.implemented AS implemented
ORDER BY id SKIP $skip LIMIT $limit
