// How two things are connected
// Claims that link two things directly or over one thing between them; rarely mentioned things between them first,
// because everything is near a hub. A row holds the evidence of each step; its confidence is that of the weakest.
// Example: kg query connection a="LoRA" b="GLUE"
// Topic: how it hangs together
// Needs: claims that link the two in two steps or fewer; kg path finds longer ways.
//
// a (required; entity): name or any alias of the one
:param a => "LoRA";
// b (required; entity): name or any alias of the other
:param b => "GLUE";
// limit: at most so many rows for each number of steps; 0 for all
:param limit => 10;

MATCH (x:Method|Model|Dataset|Task|Metric)-[r1:USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY]-(y:Method|Model|Dataset|Task|Metric),
      (p1:Paper {id: r1.paper})
WHERE toLower($a) IN x.keys AND toLower($b) IN y.keys AND x.id <> y.id
RETURN 1 AS steps, [r1.head_surface + ' ' + type(r1) + ' ' + r1.tail_surface] AS path,
       [p1.id] AS paper, [p1.title] AS title,
       [r1.sentence] AS sentence,
       r1.confidence AS confidence
ORDER BY confidence DESC, r1.paper, r1.head_surface, r1.tail_surface, r1.start
LIMIT $limit
UNION ALL
MATCH (x:Method|Model|Dataset|Task|Metric)-[r1:USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY]-(v1:Method|Model|Dataset|Task|Metric)-[r2:USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|PART_OF|BASED_ON|APPLIED_TO|OUTPERFORMS|COMPARED_WITH|SUBCLASS_OF|MEASURED_BY]-(y:Method|Model|Dataset|Task|Metric),
      (p1:Paper {id: r1.paper}), (p2:Paper {id: r2.paper})
WHERE toLower($a) IN x.keys AND toLower($b) IN y.keys AND x.id <> y.id
  AND v1.id <> x.id AND v1.id <> y.id
RETURN 2 AS steps, [r1.head_surface + ' ' + type(r1) + ' ' + r1.tail_surface, r2.head_surface + ' ' + type(r2) + ' ' + r2.tail_surface] AS path,
       [p1.id, p2.id] AS paper, [p1.title, p2.title] AS title,
       [r1.sentence, r2.sentence] AS sentence,
       CASE WHEN r1.confidence < r2.confidence THEN r1.confidence ELSE r2.confidence END AS confidence
ORDER BY v1.papers, confidence DESC, r1.paper, r1.head_surface, r1.tail_surface, r1.start, r2.paper, r2.head_surface, r2.tail_surface, r2.start
LIMIT $limit;
