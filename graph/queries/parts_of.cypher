// Works that are parts of a work ($id), with their editions.
MATCH (s:Standard)-[:EDITION_OF]->(p:Work)-[:PART_OF]->(w:Work {id: $id})
RETURN DISTINCT s.id AS id, s.number AS number, s.title_zh AS title, s.issued AS issued, s.implemented AS implemented
ORDER BY id SKIP $skip LIMIT $limit
