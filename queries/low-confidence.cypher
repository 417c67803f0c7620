// Claims of low confidence
// Relations that were extracted with a confidence under a threshold, the weakest first: what to read before trusting.
// Example: kg query low-confidence max_confidence=0.6
// Topic: what to check
// Needs: claims under the threshold; a higher max_confidence finds more.
//
// max_confidence: only claims under this confidence, 0 to 1
:param max_confidence => 0.5;
// types (one of USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY): only these relations; empty for all
:param types => [];
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Method|Model|Dataset|Task|Metric)-[r:USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY]->(b:Method|Model|Dataset|Task|Metric), (p:Paper {id: r.paper})
WHERE r.confidence < $max_confidence AND (size($types) = 0 OR type(r) IN $types)
RETURN a.name AS head, type(r) AS relation, b.name AS tail,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY confidence, paper, relation, a.id, b.id
LIMIT $limit;
