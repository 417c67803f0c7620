// A paper and everything it has
// For Neo4j Browser: draws a paper with its entities, results, and the claims that it makes.
// Example: kg query browser/paper --text
// Topic: find
// Needs: a paper of this id or title.
//
// paper (required; paper): id or full title of the paper
:param paper => "LoRA: Low-Rank Adaptation of Large Language Models";

MATCH path = (p:Paper)-[:INTRODUCES|STUDIES|ADDRESSES|USES|EVALUATES_ON|COMPARES_TO|MENTIONS|REPORTS]->(x)
WHERE p.id = $paper OR toLower(p.title) = toLower($paper)
OPTIONAL MATCH claim = (x)-[r:USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY|RESULT_OF|RESULT_ON|RESULT_IN]->(y)
WHERE r.paper = p.id
RETURN path, claim;
