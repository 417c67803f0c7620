// Tasks with no benchmark
// Tasks that papers address for which no paper names a data set, the most addressed first, with the newest such paper's
// date.
// Example: kg query tasks-without-benchmark
// Topic: where to look
// Needs: tasks that papers address without a data set for them.
//
// min_papers: only tasks that at least so many papers address
:param min_papers => 1;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (p:Paper)-[:ADDRESSES|STUDIES]->(t:Task)
WITH t, count(DISTINCT p.id) AS papers, max(p.date) AS latest, min(p.id) AS example
WHERE papers >= $min_papers AND NOT EXISTS { MATCH (:Dataset)-[:BENCHMARK_FOR]->(t) }
RETURN t.name AS task, papers, latest, example AS example_paper
ORDER BY papers DESC, t.id
LIMIT $limit;
