// What is used together with a thing
// Entities that the same papers introduce, use or evaluate on, by number of papers; share is the part of the papers
// with the thing that have the other too, lift how many times more often than by chance.
// Example: kg query used-together name="question answering"
// Topic: what exists
// Needs: two papers that use it together with the same thing; min_papers=1 takes one.
//
// name (required; entity): name or any alias
:param name => "question answering";
// types (one of Method|Model|Dataset|Task|Metric): only entities of these types; empty for all
:param types => [];
// min_papers: only entities that share at least so many papers
:param min_papers => 2;
// limit: at most so many rows; 0 for all
:param limit => 25;

MATCH (any_paper:Paper)
WITH count(any_paper) AS total
MATCH (e:Method|Model|Dataset|Task|Metric)<-[:INTRODUCES|STUDIES|ADDRESSES|USES|EVALUATES_ON]-(p:Paper)
WHERE toLower($name) IN e.keys
WITH total, e, collect(p.id) AS ids
UNWIND ids AS id
MATCH (p:Paper {id: id})-[:INTRODUCES|STUDIES|ADDRESSES|USES|EVALUATES_ON]->(o:Method|Model|Dataset|Task|Metric)
WHERE o.id <> e.id AND (size($types) = 0 OR o.type IN $types)
WITH total, e, size(ids) AS own, o, count(p) AS papers, min(p.id) AS example
WHERE papers >= $min_papers
RETURN o.name AS together_with, o.type AS type, e.name AS entity, papers, round(1.0 * papers / own, 3) AS share,
       round(1.0 * papers * total / (1.0 * own * o.papers), 2) AS lift, example AS example_paper
ORDER BY papers DESC, lift DESC, o.id, e.id
LIMIT $limit;
