// Every claim between two entities
// All relations that papers state between the two, in both directions, with their sentences.
// Example: kg query claims-between a="LoRA" b="GPT-3"
// Topic: how it hangs together
// Needs: a claim between the two; connection looks over other things between them.
//
// a (required; entity): name or any alias of the one
:param a => "LoRA";
// b (required; entity): name or any alias of the other
:param b => "GPT-3";
// limit: at most so many rows; 0 for all
:param limit => 100;

MATCH (x:Method|Model|Dataset|Task|Metric)-[r:USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY]->(y:Method|Model|Dataset|Task|Metric), (p:Paper {id: r.paper})
WHERE toLower($a) IN x.keys AND toLower($b) IN y.keys
RETURN x.name AS head, type(r) AS relation, y.name AS tail, x.type AS head_type, y.type AS tail_type,
       p.date AS date, p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY head, relation, tail, confidence DESC, paper, x.id, y.id
LIMIT $limit
UNION ALL
MATCH (x:Method|Model|Dataset|Task|Metric)-[r:USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY]->(y:Method|Model|Dataset|Task|Metric), (p:Paper {id: r.paper})
WHERE toLower($b) IN x.keys AND toLower($a) IN y.keys
  AND NOT (toLower($a) IN x.keys AND toLower($b) IN y.keys)
RETURN x.name AS head, type(r) AS relation, y.name AS tail, x.type AS head_type, y.type AS tail_type,
       p.date AS date, p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY head, relation, tail, confidence DESC, paper, x.id, y.id
LIMIT $limit;
