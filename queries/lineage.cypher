// Lineage of a method, model or data set
// What it builds on, and what builds on it, in up to four steps; a row is one step, from the thing named in through,
// with the sentence that states it.
// Example: kg query lineage name="BERT"
// Topic: how it hangs together
// Needs: papers that say what it builds on, or what builds on it.
//
// name (required; entity Method|Model|Dataset): name or any alias
:param name => "BERT";
// limit: at most so many rows for each direction and depth; 0 for all
:param limit => 25;

MATCH (e:Method|Model|Dataset)-[r:BASED_ON]->(n1:Method|Model|Dataset), (p:Paper {id: r.paper})
WHERE toLower($name) IN e.keys
  AND n1.id <> e.id
RETURN DISTINCT 'builds on' AS direction, 1 AS depth, n1.name AS name, n1.type AS type, e.name AS through,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY name, through, paper, type, sentence, confidence
LIMIT $limit
UNION ALL
MATCH (e:Method|Model|Dataset)-[:BASED_ON]->(n1:Method|Model|Dataset)-[r:BASED_ON]->(n2:Method|Model|Dataset), (p:Paper {id: r.paper})
WHERE toLower($name) IN e.keys
  AND n1.id <> e.id
  AND n2.id <> e.id AND n2.id <> n1.id
RETURN DISTINCT 'builds on' AS direction, 2 AS depth, n2.name AS name, n2.type AS type, n1.name AS through,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY name, through, paper, type, sentence, confidence
LIMIT $limit
UNION ALL
MATCH (e:Method|Model|Dataset)-[:BASED_ON]->(n1:Method|Model|Dataset)-[:BASED_ON]->(n2:Method|Model|Dataset)-[r:BASED_ON]->(n3:Method|Model|Dataset), (p:Paper {id: r.paper})
WHERE toLower($name) IN e.keys
  AND n1.id <> e.id
  AND n2.id <> e.id AND n2.id <> n1.id
  AND n3.id <> e.id AND n3.id <> n1.id AND n3.id <> n2.id
RETURN DISTINCT 'builds on' AS direction, 3 AS depth, n3.name AS name, n3.type AS type, n2.name AS through,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY name, through, paper, type, sentence, confidence
LIMIT $limit
UNION ALL
MATCH (e:Method|Model|Dataset)-[:BASED_ON]->(n1:Method|Model|Dataset)-[:BASED_ON]->(n2:Method|Model|Dataset)-[:BASED_ON]->(n3:Method|Model|Dataset)-[r:BASED_ON]->(n4:Method|Model|Dataset), (p:Paper {id: r.paper})
WHERE toLower($name) IN e.keys
  AND n1.id <> e.id
  AND n2.id <> e.id AND n2.id <> n1.id
  AND n3.id <> e.id AND n3.id <> n1.id AND n3.id <> n2.id
  AND n4.id <> e.id AND n4.id <> n1.id AND n4.id <> n2.id AND n4.id <> n3.id
RETURN DISTINCT 'builds on' AS direction, 4 AS depth, n4.name AS name, n4.type AS type, n3.name AS through,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY name, through, paper, type, sentence, confidence
LIMIT $limit
UNION ALL
MATCH (e:Method|Model|Dataset)<-[r:BASED_ON]-(n1:Method|Model|Dataset), (p:Paper {id: r.paper})
WHERE toLower($name) IN e.keys
  AND n1.id <> e.id
RETURN DISTINCT 'is the basis of' AS direction, 1 AS depth, n1.name AS name, n1.type AS type, e.name AS through,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY name, through, paper, type, sentence, confidence
LIMIT $limit
UNION ALL
MATCH (e:Method|Model|Dataset)<-[:BASED_ON]-(n1:Method|Model|Dataset)<-[r:BASED_ON]-(n2:Method|Model|Dataset), (p:Paper {id: r.paper})
WHERE toLower($name) IN e.keys
  AND n1.id <> e.id
  AND n2.id <> e.id AND n2.id <> n1.id
RETURN DISTINCT 'is the basis of' AS direction, 2 AS depth, n2.name AS name, n2.type AS type, n1.name AS through,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY name, through, paper, type, sentence, confidence
LIMIT $limit
UNION ALL
MATCH (e:Method|Model|Dataset)<-[:BASED_ON]-(n1:Method|Model|Dataset)<-[:BASED_ON]-(n2:Method|Model|Dataset)<-[r:BASED_ON]-(n3:Method|Model|Dataset), (p:Paper {id: r.paper})
WHERE toLower($name) IN e.keys
  AND n1.id <> e.id
  AND n2.id <> e.id AND n2.id <> n1.id
  AND n3.id <> e.id AND n3.id <> n1.id AND n3.id <> n2.id
RETURN DISTINCT 'is the basis of' AS direction, 3 AS depth, n3.name AS name, n3.type AS type, n2.name AS through,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY name, through, paper, type, sentence, confidence
LIMIT $limit
UNION ALL
MATCH (e:Method|Model|Dataset)<-[:BASED_ON]-(n1:Method|Model|Dataset)<-[:BASED_ON]-(n2:Method|Model|Dataset)<-[:BASED_ON]-(n3:Method|Model|Dataset)<-[r:BASED_ON]-(n4:Method|Model|Dataset), (p:Paper {id: r.paper})
WHERE toLower($name) IN e.keys
  AND n1.id <> e.id
  AND n2.id <> e.id AND n2.id <> n1.id
  AND n3.id <> e.id AND n3.id <> n1.id AND n3.id <> n2.id
  AND n4.id <> e.id AND n4.id <> n1.id AND n4.id <> n2.id AND n4.id <> n3.id
RETURN DISTINCT 'is the basis of' AS direction, 4 AS depth, n4.name AS name, n4.type AS type, n3.name AS through,
       p.id AS paper, p.title AS title, r.sentence AS sentence, r.confidence AS confidence
ORDER BY name, through, paper, type, sentence, confidence
LIMIT $limit;
