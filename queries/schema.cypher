// Which relationships lead from where to where
// For each relationship between entities, or from papers to entities: the types at its ends, the number of
// relationships and their mean confidence.
// Example: kg query schema
// Topic: what to check
// Needs: a graph: kg build.

MATCH (p:Paper)-[r:INTRODUCES|STUDIES|ADDRESSES|USES|EVALUATES_ON|COMPARES_TO|MENTIONS]->(e:Method|Model|Dataset|Task|Metric)
RETURN 'Paper' AS source, type(r) AS relationship, e.type AS target, count(*) AS number,
       round(avg(r.confidence), 3) AS mean_confidence
ORDER BY relationship, target
UNION ALL
MATCH (a:Method|Model|Dataset|Task|Metric)-[r:USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY]->(b:Method|Model|Dataset|Task|Metric)
RETURN a.type AS source, type(r) AS relationship, b.type AS target, count(*) AS number,
       round(avg(r.confidence), 3) AS mean_confidence
ORDER BY relationship, source, target;
