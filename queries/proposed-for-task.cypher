// What papers on a task propose
// Methods, models, data sets and metrics that papers which address a task introduce, newest first.
// Example: kg query proposed-for-task task="text classification"
// Topic: what exists
// Needs: papers that address the task and introduce something.
//
// task (required; entity Task): name or any alias of the task
:param task => "text classification";
// types (one of Method|Model|Dataset|Task|Metric): only entities of these types; empty for all
:param types => [];
// since: only papers from this date on
:param since => "1900-01-01";
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (t:Task)<-[:ADDRESSES|STUDIES]-(p:Paper)-[r:INTRODUCES]->(e:Method|Model|Dataset|Task|Metric)
WHERE toLower($task) IN t.keys AND e.id <> t.id AND (size($types) = 0 OR e.type IN $types)
  AND coalesce(p.date, date('1900-01-01')) >= date($since)
RETURN DISTINCT e.name AS proposal, e.type AS type, t.name AS task, p.date AS date,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence, e.id AS id
ORDER BY coalesce(date, date('1900-01-01')) DESC, paper, type, proposal, id, task
LIMIT $limit;
