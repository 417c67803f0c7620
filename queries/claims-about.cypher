// Every claim about an entity
// All relations that papers state between the entity and others, from either side.
// Example: kg query claims-about name="LoRA"
// Needs: papers that relate it to something; papers-for-entity shows where it is mentioned.
//
// name (required; entity): name or any alias
:param name => "LoRA";
// types (one of USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY): only these relations; empty for all
:param types => [];
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 100;

MATCH (a:Method|Model|Dataset|Task|Metric)-[r:USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY]->(b:Method|Model|Dataset|Task|Metric), (p:Paper {id: r.paper})
WHERE (toLower($name) IN a.keys OR toLower($name) IN b.keys)
  AND (size($types) = 0 OR type(r) IN $types) AND r.confidence >= $min_confidence
RETURN a.name AS head, type(r) AS relation, b.name AS tail, a.type AS head_type, b.type AS tail_type,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY relation, head, tail, confidence DESC, paper, a.id, b.id
LIMIT $limit;
