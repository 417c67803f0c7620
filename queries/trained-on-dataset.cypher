// What is trained on a data set
// Methods and models that papers say are trained on a data set.
// Example: kg query trained-on-dataset dataset="Wikipedia"
// Topic: what exists
// Needs: papers that train something on it.
//
// dataset (required; entity Dataset): name or any alias of the data set
:param dataset => "Wikipedia";
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Method|Model)-[r:TRAINED_ON]->(b:Dataset)
WHERE toLower($dataset) IN b.keys AND r.confidence >= $min_confidence
WITH a, b, count(DISTINCT r.paper) AS papers, max(r.confidence) AS surest
MATCH (a)-[r:TRAINED_ON]->(b), (p:Paper {id: r.paper})
WHERE r.confidence >= $min_confidence
RETURN a.name AS system, a.type AS type, b.name AS dataset, papers,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, surest DESC, system, a.id, b.id, confidence DESC, paper
LIMIT $limit;
