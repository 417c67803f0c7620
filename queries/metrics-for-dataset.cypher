// Metrics used with a data set
// Metrics of the results that papers report on a data set, and metrics that papers say it is measured by; the most
// used first.
// Example: kg query metrics-for-dataset dataset="GLUE"
// Topic: what exists
// Needs: papers that report results on it with a metric.
//
// dataset (required; entity Dataset): name or any alias of the data set
:param dataset => "GLUE";
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (m:Metric)<-[:RESULT_IN]-(r:Result)-[:RESULT_ON]->(d:Dataset)
WHERE toLower($dataset) IN d.keys
WITH m, d, count(DISTINCT r.paper) AS papers
MATCH (m)<-[:RESULT_IN]-(r:Result)-[:RESULT_ON]->(d), (p:Paper {id: r.paper})
RETURN m.name AS metric, d.name AS dataset, 'result' AS evidence, papers, r.value AS value,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, metric, m.id, d.id, paper, r.id
LIMIT $limit
UNION ALL
MATCH (d:Dataset)-[r:MEASURED_BY]->(m:Metric)
WHERE toLower($dataset) IN d.keys
WITH m, d, count(DISTINCT r.paper) AS papers
MATCH (d)-[r:MEASURED_BY]->(m), (p:Paper {id: r.paper})
RETURN m.name AS metric, d.name AS dataset, 'statement' AS evidence, papers, '' AS value,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, metric, m.id, d.id, paper
LIMIT $limit;
