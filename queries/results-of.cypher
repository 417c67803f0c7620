// All results of a method or model
// Every number that papers report for it: value, data set, metric, and the sentence.
// Example: kg query results-of name="BERT"
// Topic: what is best
// Needs: papers that report a number for it.
//
// name (required; entity Method|Model): name or any alias of the method or model
:param name => "BERT";
// min_confidence: only results of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (s:Method|Model)<-[:RESULT_OF]-(r:Result), (p:Paper {id: r.paper})
WHERE toLower($name) IN s.keys AND r.confidence >= $min_confidence
OPTIONAL MATCH (r)-[:RESULT_ON]->(d:Dataset)
OPTIONAL MATCH (r)-[:RESULT_IN]->(m:Metric)
RETURN s.name AS system, coalesce(d.name, '') AS dataset, coalesce(m.name, '') AS metric, r.value AS value,
       r.number AS number, r.unit AS unit, CASE WHEN r.gain THEN 'gain' ELSE 'absolute' END AS kind, p.date AS date,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY CASE WHEN dataset = '' THEN 1 ELSE 0 END, dataset, CASE WHEN metric = '' THEN 1 ELSE 0 END, metric, kind,
         coalesce(number, -1e300) DESC, paper, r.id, s.id
LIMIT $limit;
