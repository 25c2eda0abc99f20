// Organisations that drafted most standards of a field ($id).
MATCH (d:Domain {id: $id})<-[:IN_DOMAIN]-(s:Standard)-[:DRAFTED_BY]->(o:Organization)
RETURN o.id AS id, o.name_zh AS name, count(DISTINCT s.id) AS number
ORDER BY number DESC, id SKIP $skip LIMIT $limit
