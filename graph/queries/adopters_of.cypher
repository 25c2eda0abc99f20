// Editions that adopt an international standard ($id, edition or work), with the degree.
MATCH (s:Standard)-[r:ADOPTS]->(o)
WHERE o.id = $id
RETURN s.id AS other, r.degree AS degree
ORDER BY other SKIP $skip LIMIT $limit
