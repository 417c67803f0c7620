"""The report: one offline page and Markdown, every number with its evidence."""

import re
import shlex
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner
from support.small_graph import record, small_records
from support.stores import stored

import kg
from kg.cli import main
from kg.graph import NodeKey
from kg.report.content import compose
from kg.report.topic import about
from kg.resolution import resolve


class Page(HTMLParser):
    """What a browser would make of the page: its ids, links, texts and tags."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.tags, self.text = set(), [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.tags.add(tag)
        if "id" in values:
            assert values["id"] not in self.ids, "ids are unique"
            self.ids.add(values["id"])
        if tag == "a":
            self.links.append(values["href"])

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def pages(small):
    return small.report()


@pytest.fixture(scope="module")
def page(pages):
    return Page(pages["report.html"])


def test_every_section_is_there(page):
    assert {
        "contents", "types", "central", "new", "boards", "communities", "contradictions", "gaps",
    } <= page.ids  # fmt: skip


def test_every_link_within_the_page_leads_somewhere(page):
    inner = {link[1:] for link in page.links if link.startswith("#")} - {"closed"}
    assert inner <= page.ids


def test_every_number_of_papers_leads_to_as_many(pages):
    """The number that a link shows is the number of papers that its evidence says it has."""
    text = pages["report.html"]
    entries = {}
    for anchor, body in re.findall(
        r'<section class="evidence" id="(e\d+)".*?>(.*?)</section>', text, re.DOTALL
    ):
        total = re.search(r"([\d,]+) papers, newest first", body)
        entries[anchor] = int(total[1].replace(",", "")) if total else 1
        assert body.count("<figure") == min(entries[anchor], 60)
    numbers = re.findall(r'class="number" href="#(e\d+)">([\d,]+)(?:&nbsp;papers?)?</a>', text)
    assert len(numbers) > 30
    for anchor, number in numbers:
        assert entries[anchor] == int(number.replace(",", ""))


def test_the_page_asks_nothing_of_a_network(page, pages):
    text = pages["report.html"]
    assert not page.tags & {"script", "link", "img", "iframe", "object", "embed"} - {"link"}
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//(?!example\.org)", text)
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


def test_what_papers_say_is_shown_as_text_and_only_web_addresses_are_links(page, pages):
    assert "<script>alert" not in pages["report.html"]
    assert any('An undated <script>alert(1)</script> & "quoted" title' in part for part in page.text)
    assert "https://example.org/p1" in page.links
    assert not [link for link in page.links if link.startswith("javascript")]


def test_contradictions_and_gaps_come_with_their_sentences(pages):
    for name in ("report.html", "report.md"):
        text = pages[name]
        assert "With ten examples a class, BERT outperforms RoBERTa." in text
        assert "RoBERTa outperforms BERT on GLUE." in text
    assert "SST-2 is a benchmark for text classification." in pages["report.html"]


def test_leaderboards_have_the_best_first(pages):
    text = pages["report.html"]
    board = text[text.index('id="boards"') : text.index('id="communities"')]
    assert board.index("88.5%") < board.index("80.5%")
    assert board.index("18.3") < board.index("20.5"), "of perplexities the lowest"


def test_markdown_says_the_same_and_links_to_the_evidence_in_the_page(pages, page):
    text = pages["report.md"]
    anchors = re.findall(r"\(report\.html#(e\d+)\)", text)
    assert anchors
    assert set(anchors) <= page.ids
    for heading in ("Top entities by type", "Leaderboards", "Communities", "Contradictions", "Gaps"):
        assert f"## {heading}" in text


def test_titles_do_not_break_the_markdown(tmp_path):
    hostile = record(
        "p",
        "2020-01-01",
        "A <b>bold</b> | [claim](x)",
        "BERT reaches 80.5% accuracy on GLUE. LoRA reaches 79.5% accuracy on GLUE.",
        {
            "BERT": ("Model", "uses"),
            "LoRA": ("Method", "uses"),
            "GLUE": ("Dataset", "uses"),
            "accuracy": ("Metric", "uses"),
        },
        results=[("BERT", "GLUE", "accuracy", "80.5%"), ("LoRA", "GLUE", "accuracy", "79.5%")],
        url="javascript:alert(1)",
    )
    with kg.open(str(stored([hostile], tmp_path))) as graph:
        text = graph.report()["report.md"]
    assert r"A \<b\>bold\</b\> \| \[claim\](x)" in text
    assert "javascript:" not in text


def test_each_community_has_a_picture_of_its_members(small):
    content = compose(small.store, small.graph, title="T")
    assert content.fields
    for field in content.fields:
        assert str(field.picture).startswith("<svg")
        for member in field.members:
            assert f'href="#{member.papers.anchor}"' in field.picture


def test_the_same_seed_gives_the_same_report(small, pages):
    assert small.report() == pages


def test_a_topic_holds_only_its_papers_with_counts_of_their_own():
    graph = resolve(small_records()).graph
    part = about(graph, NodeKey("Method", "method:fine-tuning"))
    assert {key.id for key in part.nodes if key.label == "Paper"} == {"p6", "p8"}
    assert part.nodes[NodeKey("Model", "model:gpt-3")]["papers"] == 1
    assert part.nodes[NodeKey("Dataset", "dataset:sst-2")]["first_year"] == 2021
    assert NodeKey("Model", "model:bert") not in part.nodes
    assert {key.paper for key in part.relationships} == {"p6", "p8"}


def test_a_report_about_a_topic_names_it_and_counts_within_it(small):
    text = small.report(about="Fine-Tuning")["report.html"]
    assert "What papers say about fine-tuning" in text
    assert "all that mention fine-tuning" in text
    assert re.search(r">2&nbsp;papers</a>, 2021-06-17 to 2021-10-01", text)
    assert "ResNet" not in text


def test_sections_with_nothing_in_them_say_what_would_bring_something(tmp_path):
    lonely = record("p", None, "One paper", "We use LoRA.", {"LoRA": ("Method", "uses")})
    with kg.open(str(stored([lonely], tmp_path))) as graph:
        pages = graph.report()
    for text in (
        "papers with dates show",
        "papers that report numbers bring some",
        "more papers on one topic",
    ):
        assert text in pages["report.html"]
    assert "## Gaps\n\nNone" in pages["report.md"]


@pytest.fixture
def run(small_store, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        return CliRunner().invoke(main, ["report", *arguments], env={"KG_STORE": str(small_store)})

    return run


def test_every_example_of_the_help_runs(run, tmp_path):
    examples = re.findall(r"^ +kg report (.+)$", run("--help").stdout, re.MULTILINE)
    assert len(examples) >= 2
    for example in examples:
        result = run(*shlex.split(example))
        assert result.exit_code == 0, result.output
        assert (tmp_path / "report" / "report.html").stat().st_size > 5000
        assert (tmp_path / "report" / "report.md").exists()


def test_an_unknown_topic_is_one_clear_line_and_writes_nothing(run, tmp_path):
    result = run("-o", "out", "--about", "LoRRA")
    assert result.exit_code == 2
    assert "LoRA" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_one_clear_line(run, tmp_path):
    (tmp_path / "file").write_text("")
    result = run("-o", "file/out")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: cannot write to")
