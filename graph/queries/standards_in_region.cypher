// Local standards of a region ($id) and those within it.
MATCH (s:Standard)-[:LOCATED_IN]->(c:Region)-[:BROADER*0..3]->(r:Region {id: $id})
RETURN DISTINCT s.id AS id, s.number AS number, s.title_zh AS title, s.issued AS issued, s.implemented AS implemented
ORDER BY id SKIP $skip LIMIT $limit
