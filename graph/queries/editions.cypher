// All editions of a work.
MATCH (s:Standard)-[:EDITION_OF]->(w:Work {id: $work})
RETURN s.id AS id
ORDER BY id
