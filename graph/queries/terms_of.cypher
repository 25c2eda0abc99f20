// Terms an edition ($id) defines.
MATCH (s:Standard {id: $id})-[:DEFINES]->(t:Term)
RETURN t.id AS id, t.term_zh AS term, t.term_en AS term_en, t.definition AS definition, s.number AS number
ORDER BY id SKIP $skip LIMIT $limit
