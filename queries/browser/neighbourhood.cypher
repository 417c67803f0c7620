// An entity and what papers relate it to
// For Neo4j Browser: draws the entity, its neighbours and the claims between them, the surest first.
// Example: kg query browser/neighbourhood --text
// Topic: how it hangs together
// Needs: an entity of this name.
//
// name (required; entity): name or any alias
:param name => "LoRA";
// limit: at most so many claims
:param limit => 50;

MATCH path = (e:Method|Model|Dataset|Task|Metric)-[r:USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY]-(:Method|Model|Dataset|Task|Metric)
WHERE toLower($name) IN e.keys
RETURN path
ORDER BY r.confidence DESC, r.paper
LIMIT $limit;
