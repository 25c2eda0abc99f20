// Standards of a field ($id).
MATCH (s:Standard)-[:IN_DOMAIN]->(d:Domain {id: $id})
RETURN DISTINCT s.id AS id, s.number AS number, s.title_zh AS title, s.issued AS issued, s.implemented AS implemented
ORDER BY id SKIP $skip LIMIT $limit
