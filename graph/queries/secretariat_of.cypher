// Committees whose secretariat an organisation ($id) runs.
MATCH (c:Committee)-[:HAS_SECRETARIAT]->(o:Organization {id: $id})
RETURN c.id AS id, c.name_zh AS name, 1 AS number
ORDER BY id SKIP $skip LIMIT $limit
