// Every claim about an entity
// All relations that papers state between the entity and others, from either side.
// Example: kg query claims-about name="LoRA"
// Topic: find
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

MATCH (e:Method|Model|Dataset|Task|Metric)-[r:USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY]->(o:Method|Model|Dataset|Task|Metric), (p:Paper {id: r.paper})
WHERE toLower($name) IN e.keys
  AND (size($types) = 0 OR type(r) IN $types) AND r.confidence >= $min_confidence
RETURN e.name AS head, type(r) AS relation, o.name AS tail, e.type AS head_type, o.type AS tail_type,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY relation, tail, confidence DESC, paper, e.id, o.id
LIMIT $limit
UNION ALL
MATCH (e:Method|Model|Dataset|Task|Metric)<-[r:USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY]-(o:Method|Model|Dataset|Task|Metric), (p:Paper {id: r.paper})
WHERE toLower($name) IN e.keys AND NOT toLower($name) IN o.keys
  AND (size($types) = 0 OR type(r) IN $types) AND r.confidence >= $min_confidence
RETURN o.name AS head, type(r) AS relation, e.name AS tail, o.type AS head_type, e.type AS tail_type,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY relation, head, confidence DESC, paper, o.id, e.id
LIMIT $limit;
