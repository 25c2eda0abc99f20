// Standards in two fields ($id, $other) at once.
MATCH (d:Domain {id: $id})<-[:IN_DOMAIN]-(s:Standard)-[:IN_DOMAIN]->(e:Domain {id: $other})
RETURN DISTINCT s.id AS id, s.number AS number, s.title_zh AS title, s.issued AS issued, s.implemented AS implemented
ORDER BY id SKIP $skip LIMIT $limit
