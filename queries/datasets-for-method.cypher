// Data sets that a method or model is evaluated on
// Data sets on which papers test a method or model; the most often named first.
// Example: kg query datasets-for-method name="BERT"
// Topic: what exists
// Needs: papers that say what it is evaluated on.
//
// name (required; entity Method|Model): name or any alias of the method or model
:param name => "BERT";
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Method|Model)-[r:EVALUATED_ON]->(b:Dataset)
WHERE toLower($name) IN a.keys AND r.confidence >= $min_confidence
WITH a, b, count(DISTINCT r.paper) AS papers, max(r.confidence) AS surest
MATCH (a)-[r:EVALUATED_ON]->(b), (p:Paper {id: r.paper})
WHERE r.confidence >= $min_confidence
RETURN b.name AS dataset, b.type AS type, a.name AS system, papers,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, surest DESC, dataset, b.id, a.id, confidence DESC, paper
LIMIT $limit;
