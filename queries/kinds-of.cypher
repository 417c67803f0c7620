// Kinds of a thing
// What papers say is a kind of it, and the kinds of those.
// Example: kg query kinds-of name="language model"
// Topic: how it hangs together
// Needs: papers that say something is a kind of it; kind-of asks the other way.
//
// name (required; entity): name or any alias
:param name => "language model";
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (e:Method|Model|Dataset|Task|Metric)<-[r:SUBCLASS_OF]-(k:Method|Model|Dataset|Task|Metric), (p:Paper {id: r.paper})
WHERE toLower($name) IN e.keys AND k.id <> e.id
RETURN DISTINCT 1 AS depth, k.name AS kind, k.type AS type, e.name AS through,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY kind, through, paper, type, sentence, confidence
LIMIT $limit
UNION ALL
MATCH (e:Method|Model|Dataset|Task|Metric)<-[:SUBCLASS_OF]-(m:Method|Model|Dataset|Task|Metric)<-[r:SUBCLASS_OF]-(k:Method|Model|Dataset|Task|Metric), (p:Paper {id: r.paper})
WHERE toLower($name) IN e.keys AND m.id <> e.id AND k.id <> e.id AND k.id <> m.id
RETURN DISTINCT 2 AS depth, k.name AS kind, k.type AS type, m.name AS through,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY kind, through, paper, type, sentence, confidence
LIMIT $limit;
