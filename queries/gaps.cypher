// What has not been tried for a task
// Methods and models used for a task that no paper evaluates on a data set which is popular for that task; the most
// used pairs first.
// Example: kg query gaps task="text classification"
// Topic: where to look
// Needs: methods used for the task and data sets that are benchmarks for it; datasets-for-task and methods-for-task show them.
//
// task (required; entity Task): name or any alias of the task
:param task => "text classification";
// min_papers: only methods and data sets that at least so many papers have
:param min_papers => 1;
// limit: at most so many rows; 0 for all
:param limit => 50;

// Each side is counted before the two are paired: a common task has hundreds of both, with many claims each.
MATCH (t:Task)<-[u:USED_FOR]-(s:Method|Model)
WHERE toLower($task) IN t.keys AND s.papers >= $min_papers
WITH t, s, count(DISTINCT u.paper) AS said_used
MATCH (t)<-[b:BENCHMARK_FOR]-(d:Dataset)
WHERE d.papers >= $min_papers
WITH t, s, said_used, d, count(DISTINCT b.paper) AS said_benchmark
WHERE NOT EXISTS { MATCH (s)-[:EVALUATED_ON]->(d) }
  AND NOT EXISTS { MATCH (s)<-[:RESULT_OF]-(:Result)-[:RESULT_ON]->(d) }
RETURN s.name AS system, s.type AS type, s.papers AS system_papers, d.name AS dataset, d.papers AS dataset_papers,
       t.name AS task, said_used AS papers_using_it_for_task, said_benchmark AS papers_with_dataset_for_task
ORDER BY papers_using_it_for_task * papers_with_dataset_for_task DESC, system_papers * dataset_papers DESC, s.id, d.id, t.id
LIMIT $limit;
