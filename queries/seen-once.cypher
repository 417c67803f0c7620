// Entities seen in one paper only
// Entities that a single paper has, with its sentence, the least certain first: often a slip of extraction, or a name
// that should be merged with another.
// Example: kg query seen-once types="Dataset"
// Topic: what to check
// Needs: entities with one paper only.
//
// types (one of Method|Model|Dataset|Task|Metric): only entities of these types; empty for all
:param types => [];
// max_confidence: only entities of at most this confidence, 0 to 1
:param max_confidence => 1.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (p:Paper)-[r:INTRODUCES|STUDIES|ADDRESSES|USES|EVALUATES_ON|COMPARES_TO|MENTIONS]->(e:Method|Model|Dataset|Task|Metric)
WHERE e.papers = 1 AND e.confidence <= $max_confidence AND (size($types) = 0 OR e.type IN $types)
RETURN e.name AS name, e.type AS type, type(r) AS role, e.confidence AS entity_confidence,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY entity_confidence, confidence, type, e.id, paper, role
LIMIT $limit;
