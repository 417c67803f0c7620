// What a method or model outperforms
// Methods and models that papers say it is better than.
// Example: kg query outperforms name="BERT"
// Topic: what is best
// Needs: papers that say it outperforms something; outperformed-by asks the other way.
//
// name (required; entity Method|Model): name or any alias of the method or model
:param name => "BERT";
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Method|Model)-[r:OUTPERFORMS]->(b:Method|Model)
WHERE toLower($name) IN a.keys AND r.confidence >= $min_confidence
WITH a, b, count(DISTINCT r.paper) AS papers, max(r.confidence) AS surest
MATCH (a)-[r:OUTPERFORMS]->(b), (p:Paper {id: r.paper})
WHERE r.confidence >= $min_confidence
RETURN b.name AS outperforms, b.type AS type, a.name AS system, papers,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, surest DESC, outperforms, b.id, a.id, confidence DESC, paper
LIMIT $limit;
