// Tasks that a method or model is applied to
// Tasks that papers say a method or model is used for; the most often named first.
// Example: kg query tasks-for-method name="BERT"
// Topic: what exists
// Needs: papers that say what it is used for.
//
// name (required; entity Method|Model): name or any alias of the method or model
:param name => "BERT";
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Method|Model)-[r:USED_FOR]->(b:Task)
WHERE toLower($name) IN a.keys AND r.confidence >= $min_confidence
WITH a, b, count(DISTINCT r.paper) AS papers, max(r.confidence) AS surest
MATCH (a)-[r:USED_FOR]->(b), (p:Paper {id: r.paper})
WHERE r.confidence >= $min_confidence
RETURN b.name AS task, b.type AS type, a.name AS system, papers,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, surest DESC, task, b.id, a.id, confidence DESC, paper
LIMIT $limit;
