// Find an entity by a part of any of its names
// Entities with a name or alias that contains the text, in any case: exact names first, then names that begin
// with it, then by number of papers.
// Example: kg query find-entity text="prompt tun"
// Topic: find
// Needs: an entity with such a name; papers that mention it bring one.
//
// text (required): a part of a name or alias
:param text => "lora";
// types (one of Method|Model|Dataset|Task|Metric): only entities of these types; empty for all
:param types => [];
// limit: at most so many rows; 0 for all
:param limit => 25;

MATCH (e:Method|Model|Dataset|Task|Metric)
WHERE size($types) = 0 OR e.type IN $types
UNWIND e.keys AS key
WITH e, key
WHERE key CONTAINS toLower($text)
WITH e, max(CASE WHEN key = toLower($text) THEN 3 WHEN key STARTS WITH toLower($text) THEN 2 ELSE 1 END) AS match
RETURN e.name AS name, e.type AS type, e.papers AS papers, e.aliases AS aliases, e.first_seen AS first_seen,
       e.last_seen AS last_seen, e.id AS id
ORDER BY match DESC, papers DESC, id
LIMIT $limit;
