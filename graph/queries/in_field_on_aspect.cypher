// Standards of a field ($id) that settle an aspect ($aspect).
MATCH (d:Domain {id: $id})<-[:IN_DOMAIN]-(s:Standard)-[:ON_ASPECT]->(a:Aspect {id: $aspect})
RETURN DISTINCT s.id AS id, s.number AS number, s.title_zh AS title, s.issued AS issued, s.implemented AS implemented
ORDER BY id SKIP $skip LIMIT $limit
