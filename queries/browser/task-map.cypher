// What there is for a task
// For Neo4j Browser: draws a task with its methods, models and data sets, and which were evaluated on which.
// Example: kg query browser/task-map --text
// Topic: what exists
// Needs: papers that say what is used for the task or measures it.
//
// task (required; entity Task): name or any alias of the task
:param task => "question answering";
// limit: at most so many things
:param limit => 60;

MATCH (t:Task)<-[r:USED_FOR|BENCHMARK_FOR]-(x:Method|Model|Dataset)
WHERE toLower($task) IN t.keys
WITH t, x, collect(r) AS claims
ORDER BY x.papers DESC, x.id
LIMIT $limit
WITH t, collect(x) AS things, collect(claims) AS claims
UNWIND things AS x
OPTIONAL MATCH path = (x)-[:EVALUATED_ON|TRAINED_ON]->(d:Dataset)
WHERE d IN things
RETURN t, x, claims, path;
