// What a method or model is trained on
// Data sets that papers say a method or model is pre-trained, trained or fine-tuned on.
// Example: kg query training-data name="BERT"
// Topic: what exists
// Needs: papers that name its training data.
//
// name (required; entity Method|Model): name or any alias of the method or model
:param name => "BERT";
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Method|Model)-[r:TRAINED_ON]->(b:Dataset)
WHERE toLower($name) IN a.keys AND r.confidence >= $min_confidence
WITH a, b, count(DISTINCT r.paper) AS papers, max(r.confidence) AS surest
MATCH (a)-[r:TRAINED_ON]->(b), (p:Paper {id: r.paper})
WHERE r.confidence >= $min_confidence
RETURN b.name AS dataset, b.type AS type, a.name AS system, papers,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, surest DESC, dataset, b.id, a.id, confidence DESC, paper
LIMIT $limit;
