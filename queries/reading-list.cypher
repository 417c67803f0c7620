// What to read about a topic
// Papers on a topic: those that introduce it first, then those on whose proposals most other papers build.
// Example: kg query reading-list topic="question answering"
// Topic: find
// Needs: papers that introduce, study or address the topic.
//
// topic (required; entity): name or any alias of a task, method, model or data set
:param topic => "question answering";
// limit: at most so many rows; 0 for all
:param limit => 25;

MATCH (p:Paper)-[r:INTRODUCES|STUDIES|ADDRESSES|USES]->(e:Method|Model|Dataset|Task|Metric)
WHERE toLower($topic) IN e.keys
OPTIONAL MATCH (p)-[:INTRODUCES]->(i:Method|Model|Dataset|Task|Metric)<-[:STUDIES|USES|EVALUATES_ON|COMPARES_TO]-(q:Paper)
WHERE q.id <> p.id
WITH p, r, e, count(DISTINCT q.id) AS built_on
RETURN CASE type(r) WHEN 'INTRODUCES' THEN 1 WHEN 'USES' THEN 3 ELSE 2 END AS tier, type(r) AS role, e.name AS topic,
       built_on, p.date AS date, p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY tier, built_on DESC, coalesce(date, date('1900-01-01')) DESC, paper, e.id, role
LIMIT $limit;
