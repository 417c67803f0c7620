// Models that a method is applied to
// Models that papers apply a technique to.
// Example: kg query models-for-method method="LoRA"
// Topic: what exists
// Needs: papers that apply it to a model.
//
// method (required; entity Method): name or any alias of the method
:param method => "LoRA";
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Method)-[r:APPLIED_TO]->(b:Model)
WHERE toLower($method) IN a.keys AND r.confidence >= $min_confidence
WITH a, b, count(DISTINCT r.paper) AS papers, max(r.confidence) AS surest
MATCH (a)-[r:APPLIED_TO]->(b), (p:Paper {id: r.paper})
WHERE r.confidence >= $min_confidence
RETURN b.name AS model, b.type AS type, a.name AS method, papers,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, surest DESC, model, b.id, a.id, confidence DESC, paper
LIMIT $limit;
