// The lineage of a method, model or data set
// For Neo4j Browser: draws what it builds on and what builds on it, in up to four steps.
// Example: kg query browser/lineage --text
// Topic: how it hangs together
// Needs: papers that say what builds on what.
//
// name (required; entity Method|Model|Dataset): name or any alias
:param name => "BERT";
// limit: at most so many ways
:param limit => 100;

MATCH (e:Method|Model|Dataset)
WHERE toLower($name) IN e.keys
MATCH path = (e)-[:BASED_ON*1..4]->(:Method|Model|Dataset)
RETURN path
LIMIT $limit
UNION
MATCH (e:Method|Model|Dataset)
WHERE toLower($name) IN e.keys
MATCH path = (e)<-[:BASED_ON*1..4]-(:Method|Model|Dataset)
RETURN path
LIMIT $limit;
