// The fields an organisation ($id) drafts in, with the number of standards.
MATCH (o:Organization {id: $id})<-[:DRAFTED_BY]-(s:Standard)-[:IN_DOMAIN]->(d:Domain)
RETURN d.id AS key, count(DISTINCT s.id) AS number
ORDER BY number DESC, key SKIP $skip LIMIT $limit
