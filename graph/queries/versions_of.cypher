// All editions of a work ($id), oldest first.
MATCH (s:Standard)-[:EDITION_OF]->(w:Work {id: $id})
RETURN s.id AS id, s.number AS number, s.title_zh AS title, s.issued AS issued, s.implemented AS implemented, coalesce(s.year, 0) AS year
ORDER BY year, id SKIP $skip LIMIT $limit
