// How many standards there are in each field on each aspect; what is missing has none.
MATCH (d:Domain)<-[:IN_DOMAIN]-(s:Standard)-[:ON_ASPECT]->(a:Aspect)
RETURN d.id AS field, a.id AS aspect, count(DISTINCT s.id) AS number
ORDER BY field, aspect SKIP $skip LIMIT $limit
