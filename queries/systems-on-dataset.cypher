// Methods and models evaluated on a data set
// What papers test on a data set; the most often named first. leaderboard shows the numbers.
// Example: kg query systems-on-dataset dataset="GLUE"
// Topic: what exists
// Needs: papers that evaluate something on it.
//
// dataset (required; entity Dataset): name or any alias of the data set
:param dataset => "GLUE";
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Method|Model)-[r:EVALUATED_ON]->(b:Dataset)
WHERE toLower($dataset) IN b.keys AND r.confidence >= $min_confidence
WITH a, b, count(DISTINCT r.paper) AS papers, max(r.confidence) AS surest
MATCH (a)-[r:EVALUATED_ON]->(b), (p:Paper {id: r.paper})
WHERE r.confidence >= $min_confidence
RETURN a.name AS system, a.type AS type, b.name AS dataset, papers,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, surest DESC, system, a.id, b.id, confidence DESC, paper
LIMIT $limit;
