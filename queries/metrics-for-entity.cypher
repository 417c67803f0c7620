// Metrics that measure a task, method, model or data set
// Metrics in which papers say that the quality or cost of a thing is given.
// Example: kg query metrics-for-entity name="Transformer"
// Topic: what exists
// Needs: papers that say what it is measured by; metrics-for-dataset looks at results.
//
// name (required; entity Method|Model|Dataset|Task): name or any alias
:param name => "Transformer";
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Method|Model|Dataset|Task)-[r:MEASURED_BY]->(b:Metric)
WHERE toLower($name) IN a.keys AND r.confidence >= $min_confidence
WITH a, b, count(DISTINCT r.paper) AS papers, max(r.confidence) AS surest
MATCH (a)-[r:MEASURED_BY]->(b), (p:Paper {id: r.paper})
WHERE r.confidence >= $min_confidence
RETURN b.name AS metric, b.type AS type, a.name AS measured, papers,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, surest DESC, metric, b.id, a.id, confidence DESC, paper
LIMIT $limit;
