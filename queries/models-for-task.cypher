// Models for a task
// Models that papers say are used for a task; the most often named first, each with the sentences that say so.
// Example: kg query models-for-task task="machine translation"
// Topic: what exists
// Needs: papers that say what a model is used for; papers-for-entity lists those on the task.
//
// task (required; entity Task): name or any alias of the task
:param task => "machine translation";
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Model)-[r:USED_FOR]->(b:Task)
WHERE toLower($task) IN b.keys AND r.confidence >= $min_confidence
WITH a, b, count(DISTINCT r.paper) AS papers, max(r.confidence) AS surest
MATCH (a)-[r:USED_FOR]->(b), (p:Paper {id: r.paper})
WHERE r.confidence >= $min_confidence
RETURN a.name AS model, a.type AS type, b.name AS task, papers,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, surest DESC, model, a.id, b.id, confidence DESC, paper
LIMIT $limit;
