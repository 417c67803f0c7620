// Papers that state no relation and no result
// Papers from which nothing but mentions came: too short, off topic, or worth a look at the extraction.
// Example: kg query papers-without-claims
// Topic: what to check
// Needs: papers without a claim.
//
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (p:Paper)
WHERE NOT EXISTS { MATCH (:Method|Model|Dataset|Task|Metric)-[r:USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY]->(:Method|Model|Dataset|Task|Metric) WHERE r.paper = p.id }
  AND NOT EXISTS { MATCH (p)-[:REPORTS]->(:Result) }
OPTIONAL MATCH (p)-[:INTRODUCES|STUDIES|ADDRESSES|USES|EVALUATES_ON|COMPARES_TO|MENTIONS]->(e:Method|Model|Dataset|Task|Metric)
RETURN p.id AS paper, p.title AS title, p.date AS date, count(DISTINCT e.id) AS entities
ORDER BY entities, paper
LIMIT $limit;
