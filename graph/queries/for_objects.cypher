// Editions that apply to a class of objects ($id) or the classes below it, themselves or by their work.
MATCH (c:ObjectClass)-[:BROADER*0..8]->(w:ObjectClass {id: $id})
MATCH (s:Standard)
WHERE EXISTS { MATCH (s)-[:APPLIES_TO]->(c) } OR EXISTS { MATCH (s)-[:EDITION_OF]->(v:Work)-[:APPLIES_TO]->(c) }
RETURN DISTINCT s.id AS id, s.number AS number, s.title_zh AS title, s.issued AS issued, s.implemented AS implemented
ORDER BY id SKIP $skip LIMIT $limit
