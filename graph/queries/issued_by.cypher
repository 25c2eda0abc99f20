// Standards an organisation ($id) issued 发布.
MATCH (s:Standard)-[:ISSUED_BY]->(o:Organization {id: $id})
RETURN DISTINCT s.id AS id, s.number AS number, s.title_zh AS title, s.issued AS issued, s.implemented AS implemented
ORDER BY id SKIP $skip LIMIT $limit
