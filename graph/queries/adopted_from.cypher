// What an edition ($id) adopts 采标 or corresponds to, with the degree (NEQ is no adoption).
MATCH (s:Standard {id: $id})-[r:ADOPTS]->(o)
RETURN o.id AS other, r.degree AS degree
ORDER BY other SKIP $skip LIMIT $limit
