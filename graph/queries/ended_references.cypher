// References of an edition ($id) to editions that no longer apply on a day ($day).
MATCH (w:Standard {id: $id})-[r:REFERENCES]->(s:Standard)
WHERE s.in_force_to <= $day
RETURN DISTINCT s.id AS id, s.number AS number, s.title_zh AS title, s.issued AS issued, s.implemented AS implemented, s.in_force_to AS ended, s.succeeded_by AS successor
ORDER BY id SKIP $skip LIMIT $limit
