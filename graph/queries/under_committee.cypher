// Standards of a committee ($id) 归口.
MATCH (s:Standard)-[:UNDER_COMMITTEE]->(c:Committee {id: $id})
RETURN DISTINCT s.id AS id, s.number AS number, s.title_zh AS title, s.issued AS issued, s.implemented AS implemented
ORDER BY id SKIP $skip LIMIT $limit
