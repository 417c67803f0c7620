// One paper's card
// What a paper introduces, studies, addresses, uses, evaluates on, compares to and mentions, the claims that it
// makes and the results that it reports, each with its sentence.
// Example: kg query paper-card paper="LoRA: Low-Rank Adaptation of Large Language Models"
// Topic: find
// Needs: the paper; find-papers finds its id.
//
// paper (required; paper): id or full title of the paper
:param paper => "LoRA: Low-Rank Adaptation of Large Language Models";

MATCH (p:Paper)-[r:INTRODUCES|STUDIES|ADDRESSES|USES|EVALUATES_ON|COMPARES_TO|MENTIONS]->(e:Method|Model|Dataset|Task|Metric)
WHERE p.id = $paper OR toLower(p.title) = toLower($paper)
WITH p, r, e, CASE type(r) WHEN 'INTRODUCES' THEN 1 WHEN 'STUDIES' THEN 2 WHEN 'ADDRESSES' THEN 3 WHEN 'USES' THEN 4
                           WHEN 'EVALUATES_ON' THEN 5 WHEN 'COMPARES_TO' THEN 6 ELSE 7 END AS rank
RETURN 'entity' AS kind, type(r) AS what, '' AS subject, e.name AS object, e.type AS type, p.date AS date,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY rank, object, e.id, paper
UNION ALL
MATCH (a:Method|Model|Dataset|Task|Metric)-[r:USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY]->(b:Method|Model|Dataset|Task|Metric), (p:Paper {id: r.paper})
WHERE p.id = $paper OR toLower(p.title) = toLower($paper)
RETURN 'claim' AS kind, type(r) AS what, a.name AS subject, b.name AS object, b.type AS type, p.date AS date,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY subject, what, object, a.id, b.id, paper
UNION ALL
MATCH (p:Paper)-[:REPORTS]->(r:Result)-[:RESULT_OF]->(s:Method|Model)
WHERE p.id = $paper OR toLower(p.title) = toLower($paper)
OPTIONAL MATCH (r)-[:RESULT_ON]->(d:Dataset)
OPTIONAL MATCH (r)-[:RESULT_IN]->(m:Metric)
RETURN 'result' AS kind, r.value + coalesce(' ' + m.name, '') AS what, s.name AS subject, coalesce(d.name, '') AS object,
       coalesce(d.type, '') AS type, p.date AS date,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY subject, object, what, r.id, s.id;
