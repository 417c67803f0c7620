// Two methods or models head to head
// What papers claim between the two, then the data sets that both are evaluated on with the evidence for each, then
// the results of each on a data set that both have results on.
// Example: kg query head-to-head a="BERT" b="RoBERTa"
// Topic: what is best
// Needs: a claim between the two, or a data set on which both are evaluated.
//
// a (required; entity Method|Model): name or any alias of the one
:param a => "BERT";
// b (required; entity Method|Model): name or any alias of the other
:param b => "RoBERTa";
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (x:Method|Model)-[r:OUTPERFORMS|COMPARED_WITH|BASED_ON]->(y:Method|Model), (p:Paper {id: r.paper})
WHERE toLower($a) IN x.keys AND toLower($b) IN y.keys
RETURN 'claim' AS kind, x.name AS subject, type(r) AS relation, y.name AS object, '' AS value, '' AS metric,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY subject, relation, object, paper, x.id, y.id
LIMIT $limit
UNION ALL
MATCH (x:Method|Model)-[r:OUTPERFORMS|COMPARED_WITH|BASED_ON]->(y:Method|Model), (p:Paper {id: r.paper})
WHERE toLower($b) IN x.keys AND toLower($a) IN y.keys
  AND NOT (toLower($a) IN x.keys AND toLower($b) IN y.keys)
RETURN 'claim' AS kind, x.name AS subject, type(r) AS relation, y.name AS object, '' AS value, '' AS metric,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY subject, relation, object, paper, x.id, y.id
LIMIT $limit
UNION ALL
MATCH (x:Method|Model)-[r:EVALUATED_ON]->(d:Dataset)<-[:EVALUATED_ON]-(y:Method|Model), (p:Paper {id: r.paper})
WHERE toLower($a) IN x.keys AND toLower($b) IN y.keys AND x.id <> y.id
RETURN DISTINCT 'shared data set' AS kind, x.name AS subject, type(r) AS relation, d.name AS object, '' AS value,
       '' AS metric, p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY object, subject, paper, sentence, confidence
LIMIT $limit
UNION ALL
MATCH (x:Method|Model)-[r:EVALUATED_ON]->(d:Dataset)<-[:EVALUATED_ON]-(y:Method|Model), (p:Paper {id: r.paper})
WHERE toLower($b) IN x.keys AND toLower($a) IN y.keys AND x.id <> y.id
RETURN DISTINCT 'shared data set' AS kind, x.name AS subject, type(r) AS relation, d.name AS object, '' AS value,
       '' AS metric, p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY object, subject, paper, sentence, confidence
LIMIT $limit
UNION ALL
MATCH (x:Method|Model)<-[:RESULT_OF]-(r:Result)-[:RESULT_ON]->(d:Dataset)<-[:RESULT_ON]-(:Result)-[:RESULT_OF]->(y:Method|Model),
      (p:Paper {id: r.paper})
WHERE toLower($a) IN x.keys AND toLower($b) IN y.keys AND x.id <> y.id
OPTIONAL MATCH (r)-[:RESULT_IN]->(m:Metric)
RETURN DISTINCT 'result' AS kind, x.name AS subject, 'RESULT_ON' AS relation, d.name AS object, r.value AS value,
       coalesce(m.name, '') AS metric, p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY object, metric, subject, paper, value, sentence, confidence
LIMIT $limit
UNION ALL
MATCH (x:Method|Model)<-[:RESULT_OF]-(r:Result)-[:RESULT_ON]->(d:Dataset)<-[:RESULT_ON]-(:Result)-[:RESULT_OF]->(y:Method|Model),
      (p:Paper {id: r.paper})
WHERE toLower($b) IN x.keys AND toLower($a) IN y.keys AND x.id <> y.id
OPTIONAL MATCH (r)-[:RESULT_IN]->(m:Metric)
RETURN DISTINCT 'result' AS kind, x.name AS subject, 'RESULT_ON' AS relation, d.name AS object, r.value AS value,
       coalesce(m.name, '') AS metric, p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY object, metric, subject, paper, value, sentence, confidence
LIMIT $limit;
