// Organisations of a region ($id) and those within it.
MATCH (o:Organization)-[:LOCATED_IN]->(c:Region)-[:BROADER*0..3]->(r:Region {id: $id})
RETURN DISTINCT o.id AS id, o.name_zh AS name, 1 AS number
ORDER BY id SKIP $skip LIMIT $limit
