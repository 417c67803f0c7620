// Names that became two nodes or two types
// A name or alias that belongs to more than one entity, with the number of entities and types: what to merge, or to
// keep apart.
// Example: kg query ambiguous-names
// Topic: what to check
// Needs: two entities of one name; there are none when every name is one thing.
//
// only_types: whether to show only names with more than one type
:param only_types => false;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (e:Method|Model|Dataset|Task|Metric)
UNWIND e.keys AS key
WITH key, count(DISTINCT e.id) AS entities, count(DISTINCT e.type) AS types, min(e.id) AS one, max(e.id) AS other,
     sum(e.papers) AS papers
WHERE entities > 1 AND (types > 1 OR NOT $only_types)
RETURN key AS name, entities, types, one, other, papers
ORDER BY papers DESC, name
LIMIT $limit;
