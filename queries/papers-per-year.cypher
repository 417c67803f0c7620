// An entity's papers year by year
// Number of papers with the entity in each year, and how many introduce, study or use it, beside all papers of the
// year.
// Example: kg query papers-per-year name="Transformer"
// Topic: what is new
// Needs: dated papers that mention it.
//
// name (required; entity): name or any alias
:param name => "Transformer";

MATCH (any_paper:Paper)
WHERE any_paper.year > 0
WITH any_paper.year AS year, count(any_paper) AS all_papers
MATCH (p:Paper)-[r:INTRODUCES|STUDIES|ADDRESSES|USES|EVALUATES_ON|COMPARES_TO|MENTIONS]->(e:Method|Model|Dataset|Task|Metric)
WHERE p.year = year AND toLower($name) IN e.keys
RETURN year, e.name AS name, e.type AS type, count(DISTINCT p.id) AS papers, all_papers,
       count(DISTINCT CASE WHEN type(r) = 'INTRODUCES' THEN p.id END) AS introducing,
       count(DISTINCT CASE WHEN type(r) = 'STUDIES' THEN p.id END) AS studying,
       count(DISTINCT CASE WHEN type(r) = 'USES' THEN p.id END) AS using
ORDER BY year, name, type;
