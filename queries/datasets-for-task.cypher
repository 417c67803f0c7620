// Data sets and benchmarks for a task
// Data sets that measure a task or serve to train for it; the most often named first.
// Example: kg query datasets-for-task task="question answering"
// Topic: what exists
// Needs: papers that say what a data set is a benchmark for.
//
// task (required; entity Task): name or any alias of the task
:param task => "question answering";
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Dataset)-[r:BENCHMARK_FOR]->(b:Task)
WHERE toLower($task) IN b.keys AND r.confidence >= $min_confidence
WITH a, b, count(DISTINCT r.paper) AS papers, max(r.confidence) AS surest
MATCH (a)-[r:BENCHMARK_FOR]->(b), (p:Paper {id: r.paper})
WHERE r.confidence >= $min_confidence
RETURN a.name AS dataset, a.type AS type, b.name AS task, papers,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, surest DESC, dataset, a.id, b.id, confidence DESC, paper
LIMIT $limit;
