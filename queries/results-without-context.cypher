// Results without a data set or a metric
// Numbers that papers report with no data set or no metric beside them: what to look up in the paper.
// Example: kg query results-without-context
// Topic: what to check
// Needs: results that lack one of the two.
//
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (s:Method|Model)<-[:RESULT_OF]-(r:Result)
WHERE NOT EXISTS { MATCH (r)-[:RESULT_ON]->(:Dataset) } OR NOT EXISTS { MATCH (r)-[:RESULT_IN]->(:Metric) }
WITH s, r
ORDER BY r.confidence, r.id, s.id
LIMIT $limit
MATCH (p:Paper {id: r.paper})
OPTIONAL MATCH (r)-[:RESULT_ON]->(d:Dataset)
OPTIONAL MATCH (r)-[:RESULT_IN]->(m:Metric)
RETURN s.name AS system, r.value AS value, coalesce(d.name, '') AS dataset, coalesce(m.name, '') AS metric,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY confidence, r.id, s.id, dataset, metric;
