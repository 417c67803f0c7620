// When entities were first and last seen
// Date of the first and of the last paper with an entity, the latest newcomers first.
// Example: kg query first-and-last-seen types="Model" min_papers=2
// Topic: what is new
// Needs: papers with dates.
//
// name (entity): name or any alias; empty for all entities
:param name => "";
// types (one of Method|Model|Dataset|Task|Metric): only entities of these types; empty for all
:param types => [];
// min_papers: only entities in at least so many papers
:param min_papers => 1;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (e:Method|Model|Dataset|Task|Metric)
WHERE ($name = '' OR toLower($name) IN e.keys) AND (size($types) = 0 OR e.type IN $types)
  AND e.papers >= $min_papers AND e.first_seen >= date('1900-01-01')
RETURN e.name AS name, e.type AS type, e.first_seen AS first_seen, e.last_seen AS last_seen, e.papers AS papers
ORDER BY first_seen DESC, papers DESC, e.id
LIMIT $limit;
