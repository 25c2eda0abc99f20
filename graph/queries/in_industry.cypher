// Standards of an industry ($id) of GB/T 4754 and those below it.
MATCH (s:Standard)-[:IN_INDUSTRY]->(c:Industry)-[:BROADER*0..6]->(w:Industry {id: $id})
RETURN DISTINCT s.id AS id, s.number AS number, s.title_zh AS title, s.issued AS issued, s.implemented AS implemented
ORDER BY id SKIP $skip LIMIT $limit
