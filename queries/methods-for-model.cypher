// Methods applied to a model
// Techniques that papers apply to a model or a class of models.
// Example: kg query methods-for-model model="GPT-3"
// Topic: what exists
// Needs: papers that apply a technique to it.
//
// model (required; entity Model): name or any alias of the model
:param model => "GPT-3";
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Method)-[r:APPLIED_TO]->(b:Model)
WHERE toLower($model) IN b.keys AND r.confidence >= $min_confidence
WITH a, b, count(DISTINCT r.paper) AS papers, max(r.confidence) AS surest
MATCH (a)-[r:APPLIED_TO]->(b), (p:Paper {id: r.paper})
WHERE r.confidence >= $min_confidence
RETURN a.name AS method, a.type AS type, b.name AS model, papers,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, surest DESC, method, a.id, b.id, confidence DESC, paper
LIMIT $limit;
