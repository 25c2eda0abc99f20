// All definitions of a term ($term, exact), with the editions they stand in.
MATCH (s:Standard)-[:DEFINES]->(t:Term)
WHERE t.term_zh = $term OR t.term_en = $term
RETURN t.id AS id, t.term_zh AS term, t.term_en AS term_en, t.definition AS definition, s.number AS number
ORDER BY number, id SKIP $skip LIMIT $limit
