// Organisations that drafted an edition ($id), in the printed order.
MATCH (s:Standard {id: $id})-[r:DRAFTED_BY]->(o:Organization)
RETURN o.id AS id, o.name_zh AS name, coalesce(r.position, 0) AS position
ORDER BY position, id SKIP $skip LIMIT $limit
