"""JSON, JSON lines and tables, and the layouts of the services that write them."""

import json

import pytest

from extract.record import ExtractionRecord
from extract.sources import Problem, SourceError, read_items, read_papers

ABSTRACT = "We measure how well small parsers do on forum posts. They do well."


def read(tmp_path, name, content, problems=None):
    file = tmp_path / name
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    found = [] if problems is None else problems
    papers = read_papers([str(file)], problems=found)
    if problems is None:
        assert found == []
    return papers


def reasons(problems):
    return [(problem.line, problem.reason) for problem in problems]


class TestUsualNames:
    def test_all_fields(self, tmp_path):
        [paper] = read(
            tmp_path,
            "p.jsonl",
            {
                "arxiv_id": "2106.09685v2",
                "Title": "Parsing\n  Forum Posts",
                "summary": ABSTRACT,
                "published": "2021-06-17T17:37:18Z",
                "Authors": "Ada B. Lim, Jo Meier and Kim Roe",
                "categories": "cs.CL cs.LG",
                "doi": "https://doi.org/10.1234/Forum.5",
            },
        )
        assert paper.id == "2106.09685"
        assert paper.title == "Parsing Forum Posts"
        assert paper.abstract == ABSTRACT
        assert paper.date == "2021-06-17"
        assert paper.authors == ("Ada B. Lim", "Jo Meier", "Kim Roe")
        assert paper.categories == ("cs.CL", "cs.LG")
        assert paper.doi == "10.1234/forum.5"
        assert paper.url == "https://arxiv.org/abs/2106.09685"
        assert paper.source == f"{tmp_path / 'p.jsonl'}:1"

    def test_own_papers_come_back_unchanged(self, tmp_path):
        [paper] = read(
            tmp_path, "a.jsonl", {"id": "hf-0188", "title": "T one", "abstract": ABSTRACT, "year": 2020}
        )
        assert paper.id == "hf-0188"
        [again] = read(tmp_path, "b.jsonl", paper.to_dict())
        assert again.to_dict() == {**paper.to_dict(), "source": f"{tmp_path / 'b.jsonl'}:1"}

    def test_a_bare_number_is_no_identifier(self, tmp_path):
        one, other = read(tmp_path, "p.json", [{"id": 7, "title": "One"}, {"id": "8", "title": "Other"}])
        assert one.id.startswith("title-")
        assert other.id.startswith("title-")

    def test_the_same_own_id_for_two_papers_is_not_used(self, tmp_path):
        papers = read(
            tmp_path, "p.json", [{"id": "doc-1", "title": "One"}, {"id": "doc-1", "title": "Other"}]
        )
        assert [paper.id.startswith("title-") for paper in papers] == [True, True]

    def test_an_arxiv_id_gives_the_month_where_there_is_no_date(self, tmp_path):
        new, old, year = read(
            tmp_path,
            "p.json",
            [
                {"id": "2305.14314", "title": "New"},
                {"id": "cs/9901001", "title": "Old"},
                {"id": "2305.14315", "title": "Year", "year": 2023},
            ],
        )
        assert (new.date, old.date, year.date) == ("2023-05-01", "1999-01-01", "2023-05-01")

    def test_hugging_face_daily_papers(self, tmp_path):
        [paper] = read(
            tmp_path,
            "daily.json",
            [
                {
                    "paper": {
                        "id": "2401.00001",
                        "title": "T",
                        "summary": ABSTRACT,
                        "publishedAt": "2024-01-02T03:04:05.000Z",
                        "authors": [{"name": "Kim Roe", "hidden": False}],
                    },
                    "publishedAt": "2024-01-09T00:00:00.000Z",
                    "title": "T",
                }
            ],
        )
        assert (paper.id, paper.abstract, paper.date, paper.authors) == (
            "2401.00001",
            ABSTRACT,
            "2024-01-02",
            ("Kim Roe",),
        )

    def test_csl_json_and_crossref(self, tmp_path):
        item = {
            "title": ["Forum Posts"],
            "abstract": "<jats:title>Abstract</jats:title><jats:p>We measure x.</jats:p>",
            "author": [{"family": "Roe", "given": "Kim"}],
            "issued": {"date-parts": [[2021, 6]]},
            "DOI": "10.1234/FORUM",
        }
        [paper] = read(tmp_path, "c.json", {"status": "ok", "message": {"items": [item]}})
        assert (paper.title, paper.abstract) == ("Forum Posts", "Abstract We measure x.")
        assert (paper.id, paper.date, paper.authors) == ("10.1234/forum", "2021-06-01", ("Kim Roe",))


class TestJsonLines:
    def test_bad_lines_are_reported_counted_and_skipped(self, tmp_path):
        problems: list[Problem] = []
        lines = [
            json.dumps({"title": "One", "abstract": ABSTRACT}),
            "{broken",
            "",
            "null",
            "[3]",
            json.dumps({"abstract": ABSTRACT}),
            json.dumps({"title": "  ", "abstract": ABSTRACT}),
            json.dumps({"title": 5, "abstract": ABSTRACT}),
            json.dumps({"title": "Two", "abstract": None}),
        ]
        papers = read(tmp_path, "p.jsonl", "\n".join(lines), problems)
        assert [(paper.title, paper.abstract) for paper in papers] == [("One", ABSTRACT), ("Two", "")]
        assert [line for line, _ in reasons(problems)] == [2, 4, 5, 6, 7, 8]
        assert reasons(problems)[0][1].startswith("not JSON (column 2)")
        assert str(problems[1]) == f"{tmp_path / 'p.jsonl'}:4: an object expected, found null"

    def test_strict_stops_at_the_first(self, tmp_path):
        file = tmp_path / "p.jsonl"
        file.write_text('{"title": "One"}\n{broken\nnull\n')
        with pytest.raises(SourceError, match=r"p\.jsonl:2: not JSON"):
            read_papers([str(file)], strict=True, problems=[])

    @pytest.mark.parametrize("first", ['{"title": "cut off', "a stray remark", '{"title": }'])
    def test_a_bad_first_line_does_not_hide_the_format(self, tmp_path, first):
        problems: list[Problem] = []
        good = "\n".join(json.dumps({"title": f"Paper {n}", "abstract": ABSTRACT * 8}) for n in range(3))
        assert len(read(tmp_path, "p.jsonl", f"{first}\n{good}", problems)) == 3
        assert [line for line, _ in reasons(problems)] == [1]

    def test_unprintable_characters_are_dropped(self, tmp_path):
        [paper] = read(tmp_path, "p.jsonl", '{"title": "A\\u0000b \\ud800c\\u200d", "abstract": "x\\ty"}')
        assert (paper.title, paper.abstract) == ("A b c\u200d", "x y")
        paper.text.encode()

    def test_extraction_records_are_read_as_such(self, tmp_path):
        record = ExtractionRecord(read(tmp_path, "p.jsonl", {"title": "One", "abstract": ABSTRACT})[0])
        file = tmp_path / "r.jsonl"
        old = {**record.to_dict(), "version": 99}
        file.write_text(json.dumps(record.to_dict()) + "\n" + json.dumps(old))
        problems: list[Problem] = []
        assert list(read_items([str(file)], problems=problems)) == [record]
        assert "version 99" in problems[0].reason
        assert read_papers([str(file)], problems=[]) == [record.paper]


class TestJsonDocuments:
    def test_a_list_over_many_lines(self, tmp_path):
        papers = read(tmp_path, "p.json", json.dumps([{"title": "One"}, {"title": "Two"}], indent=2))
        assert [paper.title for paper in papers] == ["One", "Two"]
        assert [paper.source.rpartition(":")[2] for paper in papers] == ["2", "5"]

    def test_a_document_that_breaks_off_gives_what_came_before(self, tmp_path):
        problems: list[Problem] = []
        whole = json.dumps([{"title": "One"}, {"title": "Two"}], indent=2)
        [paper] = read(tmp_path, "p.json", whole[: whole.index("Two")], problems)
        assert paper.title == "One"
        assert "the rest of the document is lost" in problems[0].reason

    def test_documents_one_after_the_other(self, tmp_path):
        page = json.dumps({"results": [{"title": "One"}]}, indent=1)
        assert len(read(tmp_path, "p.json", page + "\n" + page.replace("One", "Two"))) == 2

    def test_deep_nesting_is_no_crash(self, tmp_path):
        problems: list[Problem] = []
        read(tmp_path, "p.json", "[" * 50_000, problems)
        assert len(problems) == 1


class TestTables:
    def test_csv_with_line_breaks_in_fields(self, tmp_path):
        header = "Title,Abstract Note,Publication Year,Author,DOI"
        content = f'{header}\n"One, two","first\nsecond",2020,"Roe, K.; Lim, A.",10.1234/x\n'
        [paper] = read(tmp_path, "p.csv", content)
        assert (paper.title, paper.abstract, paper.date) == ("One, two", "first second", "2020-01-01")
        assert (paper.authors, paper.id) == (("Roe, K.", "Lim, A."), "10.1234/x")

    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    def test_separators_are_found_by_the_header(self, tmp_path, separator):
        content = separator.join(("\ufefftitle", "abstract")) + "\n" + separator.join(("One", "text")) + "\n"
        [paper] = read(tmp_path, "p.csv", content)
        assert (paper.title, paper.abstract) == ("One", "text")

    def test_lists_as_pandas_writes_them(self, tmp_path):
        [paper] = read(tmp_path, "p.csv", "title,authors,tags\nOne,\"['Kim Roe', 'A. Lim']\",\"['x']\"\n")
        assert (paper.authors, paper.categories) == (("Kim Roe", "A. Lim"), ("x",))

    def test_a_bad_row_costs_only_itself(self, tmp_path):
        problems: list[Problem] = []
        rows = [
            "title,abstract,year",
            'One,"never closed,2020',
            'Two,"fine, yes",2021',
            "Three,x,2022,more",
            "Four,y,2023",
        ]
        papers = read(tmp_path, "p.csv", "\n".join(rows), problems)
        assert [paper.title for paper in papers] == ["Two", "Four"]
        assert reasons(problems) == [
            (2, "a quotation mark is not closed"),
            (4, "4 fields in a table of 3 columns"),
        ]

    def test_a_table_without_titles_is_unknown(self, tmp_path):
        file = tmp_path / "p.csv"
        file.write_text("author,year\nRoe,2020\n")
        with pytest.raises(SourceError, match="CSV or TSV with a title column"):
            read_papers([str(file)], problems=[])


class TestArxivSnapshot:
    def test_the_first_version_dates_the_paper(self, tmp_path):
        [paper] = read(
            tmp_path,
            "snapshot.json",
            {
                "id": "0704.0001",
                "submitter": "K. Roe",
                "authors": "K. Ro\\'e and A. Lim",
                "title": "Posts in\n  Forums",
                "doi": "10.1234/Forum",
                "categories": "hep-ph cs.CL",
                "abstract": "  We measure\n posts.  ",
                "versions": [
                    {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
                    {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
                ],
                "update_date": "2008-11-26",
                "authors_parsed": [["Roé", "K.", ""], ["Lim", "A.", "Jr"]],
            },
        )
        assert (paper.id, paper.doi, paper.date) == ("0704.0001", "10.1234/forum", "2007-04-02")
        assert paper.authors == ("K. Roé", "A. Lim Jr")
        assert paper.categories == ("hep-ph", "cs.CL")
        assert (paper.title, paper.abstract) == ("Posts in Forums", "We measure posts.")

    def test_the_day_of_a_change_to_the_record_is_no_date(self, tmp_path):
        row = {
            "id": "math.GT/0309136",
            "title": "T",
            "abstract": "a",
            "authors_parsed": [],
            "update_date": "2015-01-02",
        }
        [paper] = read(tmp_path, "snapshot.json", row)
        assert (paper.id, paper.date) == ("math/0309136", "2003-09-01")


WORK = {
    "id": "https://openalex.org/W2741809807",
    "display_name": "Posts in <i>Forums</i>",
    "publication_date": "2020-05-06",
    "authorships": [{"author": {"display_name": "Kim Roe"}}],
    "keywords": [{"display_name": "parsing"}],
    "abstract_inverted_index": {"We": [0, 3], "measure": [1, 4], "posts;": [2], "forums.": [5]},
}


class TestOpenAlex:
    def test_the_abstract_is_put_together_again(self, tmp_path):
        [paper] = read(tmp_path, "w.json", {"meta": {"count": 1}, "results": [WORK]})
        assert (paper.title, paper.abstract) == ("Posts in Forums", "We measure posts; We measure forums.")
        assert (paper.id, paper.date) == ("W2741809807", "2020-05-06")
        assert (paper.authors, paper.categories) == (("Kim Roe",), ("parsing",))

    def test_an_arxiv_location_identifies_the_paper(self, tmp_path):
        location = {"landing_page_url": "https://arxiv.org/abs/2005.01234v1"}
        work = {
            **WORK,
            "doi": "https://doi.org/10.1234/F",
            "locations": [{"landing_page_url": None}, location],
        }
        [paper] = read(tmp_path, "w.json", work)
        assert (paper.id, paper.doi) == ("2005.01234", "10.1234/f")

    def test_damaged_works_are_reported(self, tmp_path):
        problems: list[Problem] = []
        damaged = {**WORK, "abstract_inverted_index": {"We": 3}}
        nameless = {**WORK, "display_name": None}
        assert read(tmp_path, "w.json", {"results": [damaged, nameless]}, problems) == []
        assert [reason for _, reason in reasons(problems)] == [
            "the abstract's inverted index is damaged",
            "no title",
        ]


class TestSemanticScholar:
    def test_api_answers(self, tmp_path):
        problems: list[Problem] = []
        paper = {
            "paperId": "204e3073870fae3d05bcbc2f6a8e263d9b72e776",
            "externalIds": {"ArXiv": "2005.01234", "DOI": "10.1234/F", "CorpusId": 13756489},
            "title": "Posts",
            "abstract": ABSTRACT,
            "publicationDate": None,
            "year": 2020,
            "authors": [{"authorId": "1", "name": "Kim Roe"}],
            "s2FieldsOfStudy": [{"category": "Computer Science", "source": "external"}],
        }
        other = {**paper, "title": "Forums", "externalIds": None}
        one, two = read(tmp_path, "s.json", {"total": 2, "data": [paper, None, other]}, problems)
        assert (one.id, one.doi, one.date, one.authors) == (
            "2005.01234",
            "10.1234/f",
            "2020-05-01",
            ("Kim Roe",),
        )
        assert one.categories == ("Computer Science",)
        assert two.id == paper["paperId"]
        assert [reason for _, reason in reasons(problems)] == ["an object expected, found null"]

    def test_data_sets_write_lower_case(self, tmp_path):
        row = {
            "corpusid": 42,
            "externalids": {"ArXiv": None, "DOI": None},
            "title": "Posts",
            "publicationdate": "2020-05-06",
        }
        [paper] = read(tmp_path, "s.jsonl", row)
        assert (paper.id, paper.date) == ("CorpusId:42", "2020-05-06")
