// Tasks that a data set serves
// Tasks that papers measure with a data set, or train for with it.
// Example: kg query tasks-for-dataset dataset="GLUE"
// Topic: what exists
// Needs: papers that say what the data set is a benchmark for.
//
// dataset (required; entity Dataset): name or any alias of the data set
:param dataset => "GLUE";
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Dataset)-[r:BENCHMARK_FOR]->(b:Task)
WHERE toLower($dataset) IN a.keys AND r.confidence >= $min_confidence
WITH a, b, count(DISTINCT r.paper) AS papers, max(r.confidence) AS surest
MATCH (a)-[r:BENCHMARK_FOR]->(b), (p:Paper {id: r.paper})
WHERE r.confidence >= $min_confidence
RETURN b.name AS task, b.type AS type, a.name AS dataset, papers,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, surest DESC, task, b.id, a.id, confidence DESC, paper
LIMIT $limit;
