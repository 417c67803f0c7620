// Find papers by words of title or abstract
// Papers whose title or abstract contains the text, in any case, newest first.
// Example: kg query find-papers text="low-rank"
// Topic: find
// Needs: a paper with these words.
//
// text (required): words as they stand in the title or abstract
:param text => "low-rank";
// since: only papers from this date on
:param since => "1900-01-01";
// limit: at most so many rows; 0 for all
:param limit => 25;

MATCH (p:Paper)
WHERE (toLower(p.title) CONTAINS toLower($text) OR toLower(p.abstract) CONTAINS toLower($text))
  AND coalesce(p.date, date('1900-01-01')) >= date($since)
RETURN p.id AS paper, p.title AS title, p.date AS date, p.authors AS authors, p.url AS url
ORDER BY coalesce(date, date('1900-01-01')) DESC, paper
LIMIT $limit;
