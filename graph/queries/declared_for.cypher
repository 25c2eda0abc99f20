// Organisations that declared patents for an edition or work ($id).
MATCH (o:Organization)-[:DECLARES_FOR]->(s)
WHERE s.id = $id
RETURN o.id AS id, o.name_zh AS name, count(*) AS number
ORDER BY number DESC, id SKIP $skip LIMIT $limit
