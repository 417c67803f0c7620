// Most frequent entities
// Entities by number of papers, of all types or some.
// Example: kg query top-entities types="Task,Dataset"
// Topic: find
// Needs: a graph with papers: kg build.
//
// types (one of Method|Model|Dataset|Task|Metric): only entities of these types; empty for all
:param types => [];
// limit: at most so many rows; 0 for all
:param limit => 25;

MATCH (e:Method|Model|Dataset|Task|Metric)
WHERE size($types) = 0 OR e.type IN $types
RETURN e.name AS name, e.type AS type, e.papers AS papers, e.introduced AS introduced, e.first_seen AS first_seen,
       e.last_seen AS last_seen
ORDER BY papers DESC, e.id
LIMIT $limit;
