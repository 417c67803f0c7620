// Tasks that share methods but no paper
// Pairs of tasks for which papers use the same methods or models although no paper has both tasks: what works for the
// one may be worth a look for the other. Hubs that serve very many tasks do not count.
// Example: kg query bridges
// Topic: where to look
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

// One pass over whatever has tasks: a method or model shares two tasks; a paper, which has no name, has both.
MATCH (m:Method|Model|Paper)
      -[:USED_FOR|INTRODUCES|STUDIES|ADDRESSES|USES|EVALUATES_ON|COMPARES_TO|MENTIONS]->(t:Task)
WITH m.id AS id, m.name AS name, collect(DISTINCT t.id) AS tasks
WHERE size(tasks) > 1 AND (name IS NULL OR size(tasks) <= $max_tasks)
UNWIND tasks AS one
UNWIND tasks AS other
WITH one, other, name
WHERE one < other
WITH one, other, count(name) AS shared, min(name) AS example, count(*) AS all_that_have_both
WHERE shared >= $min_shared AND shared = all_that_have_both
MATCH (x:Task {id: one})
WITH x, other, shared, example
MATCH (y:Task {id: other})
WHERE $task = '' OR toLower($task) IN x.keys OR toLower($task) IN y.keys
RETURN x.name AS one_task, y.name AS other_task, shared, example AS example_shared, x.papers AS one_papers,
       y.papers AS other_papers
ORDER BY shared DESC, one_papers + other_papers DESC, x.id, y.id
LIMIT $limit;
