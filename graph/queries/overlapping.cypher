// Editions found to overlap with one ($id), with the grade and its evidence.
MATCH (a:Standard)-[r:OVERLAPS]-(s:Standard {id: $id})
RETURN DISTINCT a.id AS other, r.grade AS grade, r.rule AS rule, r.evidence AS evidence
ORDER BY other, grade SKIP $skip LIMIT $limit
