// The shortest connections of two things
// For Neo4j Browser: draws the shortest ways between two entities over claims, up to five steps.
// Example: kg query browser/connection --text
// Topic: how it hangs together
// Needs: claims that link the two in five steps or fewer.
//
// a (required; entity): name or any alias of the one
:param a => "LoRA";
// b (required; entity): name or any alias of the other
:param b => "GLUE";

MATCH (x:Method|Model|Dataset|Task|Metric), (y:Method|Model|Dataset|Task|Metric)
WHERE toLower($a) IN x.keys AND toLower($b) IN y.keys AND x <> y
MATCH path = allShortestPaths((x)-[:USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY*..5]-(y))
RETURN path
LIMIT 50;
