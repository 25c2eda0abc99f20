// Standards of an ICS or CCS class ($id) and the classes below it.
MATCH (s:Standard)-[:CLASSIFIED_AS]->(c:Classification)-[:BROADER*0..6]->(w:Classification {id: $id})
RETURN DISTINCT s.id AS id, s.number AS number, s.title_zh AS title, s.issued AS issued, s.implemented AS implemented
ORDER BY id SKIP $skip LIMIT $limit
