// Standards an organisation ($id) issued, proposed or drafted, with the role.
MATCH (s:Standard)-[r:ISSUED_BY|PROPOSED_BY|DRAFTED_BY]->(o:Organization {id: $id})
RETURN DISTINCT s.id AS id, s.number AS number, s.title_zh AS title, s.issued AS issued, s.implemented AS implemented, r.kind AS role
ORDER BY id, role SKIP $skip LIMIT $limit
