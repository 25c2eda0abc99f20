// What is cited together with an edition or work ($id), with the number of editions that cite both.
MATCH (a)<-[:REFERENCES]-(s:Standard)-[:REFERENCES]->(b)
WHERE a.id = $id AND b.id <> $id
RETURN b.id AS key, count(DISTINCT s.id) AS number
ORDER BY number DESC, key SKIP $skip LIMIT $limit
