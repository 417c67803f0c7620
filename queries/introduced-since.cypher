// What was introduced since a date
// Entities that papers from a date on introduce, newest first.
// Example: kg query introduced-since since="2021-01-01" types="Method,Model"
// Topic: what is new
// Needs: papers with a date in this period; an earlier date finds more.
//
// since (required): the first day
:param since => "2021-01-01";
// until: the day after the last
:param until => "2999-12-31";
// types (one of Method|Model|Dataset|Task|Metric): only entities of these types; empty for all
:param types => [];
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (p:Paper)-[r:INTRODUCES]->(e:Method|Model|Dataset|Task|Metric)
WHERE p.date >= date($since) AND p.date < date($until) AND (size($types) = 0 OR e.type IN $types)
RETURN p.date AS date, e.name AS name, e.type AS type, e.papers AS papers,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY date DESC, paper, type, name, e.id
LIMIT $limit;
