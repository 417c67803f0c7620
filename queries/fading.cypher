// What is fading
// Entities whose share of all papers is lower in the later period than in the earlier one, with the counts behind
// it. kg trends tests whether such a change is more than chance.
// Example: kg query fading since="2020-01-01" before="2015-01-01"
// Topic: what is new
// Needs: papers with dates in both periods: from before to since, and from since to until.
//
// since: the first day of the later period
:param since => "2020-01-01";
// before: the first day of the earlier period, which ends where the later begins
:param before => "2015-01-01";
// until: the day after the later period
:param until => "2999-12-31";
// types (one of Method|Model|Dataset|Task|Metric): only entities of these types; empty for all
:param types => [];
// min_papers: only entities with at least so many papers in the two periods
:param min_papers => 2;
// limit: at most so many rows; 0 for all
:param limit => 25;

MATCH (p:Paper)
WHERE p.date >= date($before) AND p.date < date($until)
WITH sum(CASE WHEN p.date >= date($since) THEN 1 ELSE 0 END) AS all_later,
     sum(CASE WHEN p.date < date($since) THEN 1 ELSE 0 END) AS all_earlier
WHERE all_later > 0 AND all_earlier > 0
MATCH (p:Paper)-[:INTRODUCES|STUDIES|ADDRESSES|USES|EVALUATES_ON|COMPARES_TO|MENTIONS]->(e:Method|Model|Dataset|Task|Metric)
WHERE p.date >= date($before) AND p.date < date($until) AND e.papers >= $min_papers AND (size($types) = 0 OR e.type IN $types)
WITH e, all_later, all_earlier, sum(CASE WHEN p.date >= date($since) THEN 1 ELSE 0 END) AS later,
     sum(CASE WHEN p.date < date($since) THEN 1 ELSE 0 END) AS earlier
WHERE later + earlier >= $min_papers AND 1.0 * later / all_later < 1.0 * earlier / all_earlier
RETURN e.name AS name, e.type AS type, later, all_later, earlier, all_earlier,
       round(1.0 * later / all_later, 4) AS share_later, round(1.0 * earlier / all_earlier, 4) AS share_earlier,
       round(1.0 * later / all_later - 1.0 * earlier / all_earlier, 4) AS change
ORDER BY change, later + earlier DESC, e.id
LIMIT $limit;
