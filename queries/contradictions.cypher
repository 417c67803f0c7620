// Papers that contradict each other
// Two papers of which one says that A outperforms B and the other that B outperforms A, with both sentences.
// Example: kg query contradictions
// Topic: where to look
// Needs: two papers that state opposite outcomes for the same two systems; more papers on one topic bring them.
//
// name (entity Method|Model): one of the two; empty for all
:param name => "";
// min_confidence: only claims of at least this confidence, 0 to 1
:param min_confidence => 0.0;
// limit: at most so many rows; 0 for all
:param limit => 50;

MATCH (a:Method|Model)-[r:OUTPERFORMS]->(b:Method|Model), (b)-[s:OUTPERFORMS]->(a), (p:Paper {id: r.paper}), (q:Paper {id: s.paper})
WHERE a.id < b.id AND r.paper <> s.paper AND r.confidence >= $min_confidence AND s.confidence >= $min_confidence
  AND ($name = '' OR toLower($name) IN a.keys OR toLower($name) IN b.keys)
RETURN a.name AS system, b.name AS other_system, p.id AS paper, p.title AS title, r.sentence AS sentence,
       r.confidence AS confidence,
       q.id AS other_paper, q.title AS other_title, s.sentence AS other_sentence, s.confidence AS other_confidence
ORDER BY system, other_system, paper, other_paper, a.id, b.id
LIMIT $limit;
