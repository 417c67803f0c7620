// Tasks that share methods but no paper
// Pairs of tasks for which papers use the same methods or models although no paper has both tasks: what works for the
// one may be worth a look for the other. Hubs that serve very many tasks do not count.
// Example: kg query bridges
// Needs: methods that different papers use for different tasks; min_shared=1 finds more.
//
// task (entity Task): one of the two tasks; empty for all
:param task => "";
// min_shared: only pairs that share at least so many methods or models
:param min_shared => 1;
// max_tasks: leave out methods and models used for more tasks than this
:param max_tasks => 30;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (s:Method|Model)-[:USED_FOR]->(t:Task)
WITH s, count(DISTINCT t.id) AS tasks
WHERE tasks > 1 AND tasks <= $max_tasks
MATCH (x:Task)<-[:USED_FOR]-(s)-[:USED_FOR]->(y:Task)
WHERE x.id < y.id AND ($task = '' OR toLower($task) IN x.keys OR toLower($task) IN y.keys)
WITH x, y, count(DISTINCT s.id) AS shared, min(s.name) AS example
WHERE shared >= $min_shared
  AND NOT EXISTS { MATCH (x)<-[:INTRODUCES|STUDIES|ADDRESSES|USES|EVALUATES_ON|COMPARES_TO|MENTIONS]-(:Paper)-[:INTRODUCES|STUDIES|ADDRESSES|USES|EVALUATES_ON|COMPARES_TO|MENTIONS]->(y) }
RETURN x.name AS task, y.name AS other_task, shared, example AS example_shared, x.papers AS task_papers,
       y.papers AS other_papers
ORDER BY shared DESC, task_papers + other_papers DESC, x.id, y.id
LIMIT $limit;
