// One entity's card
// Type, aliases, number of papers, first and last year, and the papers that introduce it. Several things of one
// name are all shown.
// Example: kg query entity-card name="LoRA"
// Topic: find
// Needs: an entity of this name; find-entity looks for parts of names.
//
// name (required; entity): name or any alias
:param name => "LoRA";
// limit: at most so many rows; 0 for all
:param limit => 25;

MATCH (e:Method|Model|Dataset|Task|Metric)
WHERE toLower($name) IN e.keys
OPTIONAL MATCH (p:Paper)-[r:INTRODUCES]->(e)
RETURN e.name AS name, e.type AS type, e.aliases AS aliases, e.papers AS papers, e.introduced AS introduced,
       e.first_seen AS first_seen, e.last_seen AS last_seen, e.id AS id,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY papers DESC, id, coalesce(p.date, date('2999-12-31')), paper
LIMIT $limit;
