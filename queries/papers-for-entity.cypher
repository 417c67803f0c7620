// Papers by what they do with an entity
// Every paper that has the entity, with the role it gives it, newest first.
// Example: kg query papers-for-entity name="LoRA" roles="INTRODUCES,USES"
// Topic: find
// Needs: papers that mention it in one of these roles; leave roles out for all.
//
// name (required; entity): name or any alias
:param name => "LoRA";
// roles (one of INTRODUCES|STUDIES|ADDRESSES|USES|EVALUATES_ON|COMPARES_TO|MENTIONS): only these roles; empty for all
:param roles => [];
// since: only papers from this date on
:param since => "1900-01-01";
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (p:Paper)-[r:INTRODUCES|STUDIES|ADDRESSES|USES|EVALUATES_ON|COMPARES_TO|MENTIONS]->(e:Method|Model|Dataset|Task|Metric)
WHERE toLower($name) IN e.keys AND (size($roles) = 0 OR type(r) IN $roles)
  AND coalesce(p.date, date('1900-01-01')) >= date($since)
RETURN p.date AS date, type(r) AS role, e.name AS entity, e.type AS type,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY coalesce(date, date('1900-01-01')) DESC, paper, e.id, role
LIMIT $limit;
