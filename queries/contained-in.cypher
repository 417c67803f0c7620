// What a method or model is a part of
// Methods and models that papers say it is a component or step of.
// Example: kg query contained-in name="image encoder"
// Topic: how it hangs together
// Needs: papers that say what it is a part of; parts-of asks the other way.
//
// name (required; entity Method|Model): name or any alias of the method or model
:param name => "image encoder";
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Method|Model)-[r:PART_OF]->(b:Method|Model)
WHERE toLower($name) IN a.keys AND r.confidence >= $min_confidence
WITH a, b, count(DISTINCT r.paper) AS papers, max(r.confidence) AS surest
MATCH (a)-[r:PART_OF]->(b), (p:Paper {id: r.paper})
WHERE r.confidence >= $min_confidence
RETURN b.name AS whole, b.type AS type, a.name AS part, papers,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, surest DESC, whole, b.id, a.id, confidence DESC, paper
LIMIT $limit;
