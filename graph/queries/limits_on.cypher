// Limits on a characteristic ($characteristic, a part of its name) in any edition.
MATCH (s:Standard)-[:HAS_LIMIT]->(l:Limit)
WHERE l.characteristic CONTAINS $characteristic
RETURN l.id AS id, s.number AS number, l.object AS object, l.characteristic AS characteristic, l.text AS text, l.place AS place
ORDER BY number, id SKIP $skip LIMIT $limit
