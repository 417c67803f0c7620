// What is in the graph
// Number of nodes of each label and of relationships of each type.
// Example: kg query counts
// Topic: what to check
// Needs: a graph: kg build.

MATCH (n:Paper)
RETURN 'node' AS kind, 'Paper' AS name, count(n) AS number
UNION ALL
MATCH (n:Method)
RETURN 'node' AS kind, 'Method' AS name, count(n) AS number
UNION ALL
MATCH (n:Model)
RETURN 'node' AS kind, 'Model' AS name, count(n) AS number
UNION ALL
MATCH (n:Dataset)
RETURN 'node' AS kind, 'Dataset' AS name, count(n) AS number
UNION ALL
MATCH (n:Task)
RETURN 'node' AS kind, 'Task' AS name, count(n) AS number
UNION ALL
MATCH (n:Metric)
RETURN 'node' AS kind, 'Metric' AS name, count(n) AS number
UNION ALL
MATCH (n:Result)
RETURN 'node' AS kind, 'Result' AS name, count(n) AS number
UNION ALL
MATCH ()-[r:INTRODUCES]->()
RETURN 'relationship' AS kind, 'INTRODUCES' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:STUDIES]->()
RETURN 'relationship' AS kind, 'STUDIES' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:ADDRESSES]->()
RETURN 'relationship' AS kind, 'ADDRESSES' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:USES]->()
RETURN 'relationship' AS kind, 'USES' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:EVALUATES_ON]->()
RETURN 'relationship' AS kind, 'EVALUATES_ON' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:COMPARES_TO]->()
RETURN 'relationship' AS kind, 'COMPARES_TO' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:MENTIONS]->()
RETURN 'relationship' AS kind, 'MENTIONS' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:USED_FOR]->()
RETURN 'relationship' AS kind, 'USED_FOR' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:EVALUATED_ON]->()
RETURN 'relationship' AS kind, 'EVALUATED_ON' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:TRAINED_ON]->()
RETURN 'relationship' AS kind, 'TRAINED_ON' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:BENCHMARK_FOR]->()
RETURN 'relationship' AS kind, 'BENCHMARK_FOR' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:PART_OF]->()
RETURN 'relationship' AS kind, 'PART_OF' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:BASED_ON]->()
RETURN 'relationship' AS kind, 'BASED_ON' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:APPLIED_TO]->()
RETURN 'relationship' AS kind, 'APPLIED_TO' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:OUTPERFORMS]->()
RETURN 'relationship' AS kind, 'OUTPERFORMS' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:COMPARED_WITH]->()
RETURN 'relationship' AS kind, 'COMPARED_WITH' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:SUBCLASS_OF]->()
RETURN 'relationship' AS kind, 'SUBCLASS_OF' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:MEASURED_BY]->()
RETURN 'relationship' AS kind, 'MEASURED_BY' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:REPORTS]->()
RETURN 'relationship' AS kind, 'REPORTS' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:RESULT_OF]->()
RETURN 'relationship' AS kind, 'RESULT_OF' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:RESULT_ON]->()
RETURN 'relationship' AS kind, 'RESULT_ON' AS name, count(r) AS number
UNION ALL
MATCH ()-[r:RESULT_IN]->()
RETURN 'relationship' AS kind, 'RESULT_IN' AS name, count(r) AS number;
