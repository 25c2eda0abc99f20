// How many standards an organisation ($id) drafted in each year.
MATCH (o:Organization {id: $id})<-[:DRAFTED_BY]-(s:Standard)
WHERE s.year IS NOT NULL
RETURN s.year AS year, count(DISTINCT s.id) AS number
ORDER BY year SKIP $skip LIMIT $limit
