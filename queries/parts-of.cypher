// Parts of a method or model
// Components and steps that papers say a method or model has.
// Example: kg query parts-of name="Transformer"
// Topic: how it hangs together
// Needs: papers that name its parts; contained-in asks the other way.
//
// name (required; entity Method|Model): name or any alias of the method or model
:param name => "Transformer";
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Method|Model)-[r:PART_OF]->(b:Method|Model)
WHERE toLower($name) IN b.keys AND r.confidence >= $min_confidence
WITH a, b, count(DISTINCT r.paper) AS papers, max(r.confidence) AS surest
MATCH (a)-[r:PART_OF]->(b), (p:Paper {id: r.paper})
WHERE r.confidence >= $min_confidence
RETURN a.name AS part, a.type AS type, b.name AS whole, papers,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, surest DESC, part, a.id, b.id, confidence DESC, paper
LIMIT $limit;
