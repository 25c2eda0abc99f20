// Editions that one replaces, directly or through others (历次版本), with the number of steps.
MATCH p = (s:Standard {id: $id})-[:REPLACES*1..8]->(o:Standard)
RETURN o.id AS id, min(length(p)) AS steps
ORDER BY steps, id
LIMIT $limit
