// Organisations that drafted standards together with one ($id) 共同起草, with the number of standards.
MATCH (o:Organization {id: $id})<-[:DRAFTED_BY]-(s:Standard)-[:DRAFTED_BY]->(p:Organization)
WHERE p.id <> $id
RETURN p.id AS id, p.name_zh AS name, count(DISTINCT s.id) AS number
ORDER BY number DESC, id SKIP $skip LIMIT $limit
