// Results on a data set, or on all data sets of a task
// Values that papers report, by data set and metric, highest first (lowest_first turns that round); absolute values
// before gains. A value is as written, with the sentence that gives it.
// Example: kg query leaderboard name="GLUE"
// Topic: what is best
// Needs: papers that report a number on it; systems-on-dataset shows what is evaluated without one.
//
// name (required; entity Dataset|Task): name or any alias of a data set or a task
:param name => "GLUE";
// metric (entity Metric): only results in this metric; empty for all
:param metric => "";
// lowest_first: whether the lowest value is best, as with perplexity or latency
:param lowest_first => false;
// min_confidence: only results of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (s:Method|Model)<-[:RESULT_OF]-(r:Result)-[:RESULT_ON]->(d:Dataset), (p:Paper {id: r.paper})
WHERE toLower($name) IN d.keys
   OR EXISTS { MATCH (d)-[:BENCHMARK_FOR]->(t:Task) WHERE toLower($name) IN t.keys }
OPTIONAL MATCH (r)-[:RESULT_IN]->(m:Metric)
WITH s, r, d, p, m
WHERE r.confidence >= $min_confidence AND ($metric = '' OR toLower($metric) IN m.keys)
RETURN d.name AS dataset, coalesce(m.name, '') AS metric, s.name AS system, r.value AS value, r.number AS number,
       r.unit AS unit, CASE WHEN r.gain THEN 'gain' ELSE 'absolute' END AS kind, p.date AS date,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY dataset, CASE WHEN metric = '' THEN 1 ELSE 0 END, metric, kind,
         CASE WHEN $lowest_first THEN coalesce(r.number, 1e300) ELSE -coalesce(r.number, -1e300) END,
         system, paper, r.id, d.id, s.id
LIMIT $limit;
