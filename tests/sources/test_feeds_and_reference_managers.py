"""arXiv API feeds, BibTeX and RIS."""

import pytest

from extract.sources import Problem, SourceError, read_papers

ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title>query</title>
  <entry>
    <id>http://arxiv.org/abs/2005.01234v3</id>
    <published>2020-05-03T10:00:00Z</published>
    <title>Posts in
      Forums</title>
    <summary>  Fewer than &lt; 5 posts
      are enough. </summary>
    <author><name>Kim Roe</name></author><author><name>A. Lim</name></author>
    <arxiv:doi>10.1234/Forum</arxiv:doi>
    <link href="http://arxiv.org/abs/2005.01234v3" rel="alternate" type="text/html"/>
    <category term="cs.CL"/><category term="cs.LG"/>
  </entry>
  <entry><id>http://arxiv.org/abs/2005.01235v1</id><summary>nameless</summary></entry>
  <entry><id>http://arxiv.org/abs/2005.01236v1</id><title>Last</title><summary>text</summary></entry>
</feed>
"""

BIBTEX = r"""% exported by hand
@string{jcl = "Journal of Parsing"}
@article{roe2020,
  title    = {Posts in {BERT}'s F{\'o}rums \& Lists},
  author   = {Roe, Kim and M{\"u}ller, Jo and others},
  abstract = {We gain 5\% over \emph{all} rivals, for $x_1 > 2$, with 50% less data.},
  year     = 2020,
  month    = may,
  journal  = jcl,
  doi      = {10.1234/Forum},
  keywords = {parsing, forums}
}
@comment{nothing here}
@inproceedings{broken2021, title={Never closed,
  abstract = {x}
@misc{scholar,
  title={Second Paper}, author={Roe, Kim}, journal={arXiv preprint arXiv:2105.01234}, year={2021}}
@article{comma,
  title = {No comma}
  abstract = {after the title}
}
@misc{roe2020, title = "Third Paper", eprint = {2205.01234}, archivePrefix = {arXiv}, date = {2022-05-06}}
@misc{twice, title = {Fourth Paper}, title = {Fourth}, volume = {abs/2305.01234}}
"""

RIS = """Provider: somebody

TY  - JOUR
TI  - Posts in Forums
AU  - Roe, Kim
AU  - Lim, A.
PY  - 2020
DA  - 2020/05/03/
AB  - We measure posts.
  They are short.
DO  - 10.1234/Forum
UR  - https://example.org/posts
KW  - parsing
KW  - forums
ER  -

TY  - CONF
AU  - Nameless, N.
ER  -
TY  - GEN
T1  - Not ended
UR  - https://arxiv.org/abs/2105.01234v2
"""


def read(tmp_path, name, content, problems=None):
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    found = [] if problems is None else problems
    return read_papers([str(file)], problems=found)


def lines(problems):
    return [(problem.line, problem.reason) for problem in problems]


class TestAtom:
    def test_entries(self, tmp_path):
        problems: list[Problem] = []
        first, last = read(tmp_path, "feed.xml", ATOM, problems)
        assert (first.id, first.doi, first.date) == ("2005.01234", "10.1234/forum", "2020-05-03")
        assert (first.title, first.abstract) == ("Posts in Forums", "Fewer than < 5 posts are enough.")
        assert (first.authors, first.categories) == (("Kim Roe", "A. Lim"), ("cs.CL", "cs.LG"))
        assert (last.title, last.date) == ("Last", "2020-05-01")
        assert lines(problems) == [(16, "no title")]

    def test_a_feed_that_breaks_off_gives_the_entries_before(self, tmp_path):
        problems: list[Problem] = []
        [paper] = read(tmp_path, "feed.atom", ATOM[: ATOM.index("Last")], problems)
        assert paper.id == "2005.01234"
        assert "the rest of the feed is lost" in problems[-1].reason

    def test_entities_are_refused(self, tmp_path):
        problems: list[Problem] = []
        bomb = '<!DOCTYPE feed [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        hostile = ATOM.replace("<feed", f"{bomb}<feed").replace("Last", "&b;")
        assert read(tmp_path, "feed.xml", hostile, problems) == []
        assert "refused for safety" in problems[0].reason

    def test_other_xml_is_unknown(self, tmp_path):
        with pytest.raises(SourceError, match="no format that kg knows"):
            read(tmp_path, "other.xml", "<?xml version='1.0'?><PubmedArticleSet></PubmedArticleSet>")


class TestBibTeX:
    def test_entries(self, tmp_path, capfd):
        problems: list[Problem] = []
        first, second, third, fourth = read(tmp_path, "lib.bib", BIBTEX, problems)
        assert first.title == "Posts in BERT's Fórums & Lists"
        assert first.abstract == "We gain 5% over all rivals, for $x_1 > 2$, with 50% less data."
        assert (first.id, first.date) == ("10.1234/forum", "2020-05-01")
        assert (first.authors, first.categories) == (("Roe, Kim", "Müller, Jo"), ("parsing", "forums"))
        assert (second.id, second.date) == ("2105.01234", "2021-05-01")
        assert (third.id, third.date) == ("2205.01234", "2022-05-06")
        assert (fourth.id, fourth.title) == ("2305.01234", "Fourth Paper")
        assert lines(problems) == [
            (14, "the entry cannot be parsed: a brace, quote or comma is missing"),
            (18, "braces do not match, or a comma is missing between two fields"),
        ]
        assert capfd.readouterr() == ("", "")  # the parser's own remarks stay out of sight

    def test_old_encodings(self, tmp_path):
        file = tmp_path / "old.bib"
        file.write_bytes("@misc{a, title={Über “Foren”}}".encode("cp1252"))
        [paper] = read_papers([str(file)], problems=[])
        assert paper.title == "Über “Foren”"

    def test_the_citation_key_does_not_identify_a_paper(self, tmp_path):
        [paper] = read(tmp_path, "lib.bib", "@misc{roe2020deep, title={Posts}, note={Accepted at NLP2020}}")
        assert paper.id.startswith("title-")


class TestRis:
    @pytest.mark.parametrize("name", ["lib.ris", "lib.txt"])
    def test_records(self, tmp_path, name):
        problems: list[Problem] = []
        first, last = read(tmp_path, name, RIS, problems)
        assert (first.title, first.abstract) == ("Posts in Forums", "We measure posts. They are short.")
        assert (first.id, first.date, first.url) == (
            "10.1234/forum",
            "2020-05-03",
            "https://example.org/posts",
        )
        assert (first.authors, first.categories) == (("Roe, Kim", "Lim, A."), ("parsing", "forums"))
        assert (last.title, last.id, last.date) == ("Not ended", "2105.01234", "2021-05-01")
        assert lines(problems) == [(17, "no title")]
