"""Saved Hugging Face paper pages: five layouts, and other plain text laid out like them."""

import textwrap
from pathlib import Path

import pytest

from extract.sources import Problem, SourceError, read_items, read_papers

SHARED_PAGES = Path(__file__).parents[2].parent / "shared" / "pages"

HEAD = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\n"
FIRST = "Gated Memory for Long Documents: Less Is More"
FIRST_ABSTRACT = (
    "Readers of long documents forget what they saw at the start. We propose GateMem, a memory module "
    "that decides for each sentence whether it is worth keeping. On three benchmarks for document "
    "question answering GateMem needs half the memory of its strongest rival and answers more "
    "questions correctly. We release code and models."
)
SECOND = "Do Small Models Learn to Plan?"
SECOND_ABSTRACT = (
    "Planning is often said to need scale. We test this claim with models of 100 million to 7 billion "
    "parameters on puzzles whose shortest solution is known. Small models plan two steps ahead and no "
    "further, whatever the data. Fine-tuning on solutions adds one step, and search at inference time "
    "adds three."
)


def read(tmp_path, text, problems=None):
    file = tmp_path / "page.txt"
    file.write_text(text, encoding="utf-8")
    found = [] if problems is None else problems
    papers = read_papers([str(file)], problems=found)
    if problems is None:
        assert found == []
    return [(paper.title, paper.abstract) for paper in papers]


BOTH = [(FIRST, FIRST_ABSTRACT), (SECOND, SECOND_ABSTRACT)]


def test_page_with_its_head_and_blank_lines(tmp_path):
    head = f"{HEAD}byAK and the research community\n\nMar 11\n\n"
    body = f"{FIRST}\n\n{FIRST_ABSTRACT}\n\n{SECOND}\n\n{SECOND_ABSTRACT}\n"
    assert read(tmp_path, head + body) == BOTH


def test_page_with_the_button_glued_to_the_first_title(tmp_path):
    line = "Get trending papers in your email inbox"
    head = f"{line} once a day!\n{line}!\nSubscribe"
    assert read(tmp_path, f"{head}{FIRST}\n{FIRST_ABSTRACT}\n{SECOND}\n{SECOND_ABSTRACT}") == BOTH


def test_page_with_its_name_among_the_head_lines(tmp_path):
    head = f"{HEAD}Daily Papers\n\nbyAK and the research community\n"
    assert (
        read(tmp_path, f"{head}\nJul 30\n\n{FIRST}\n\n{FIRST_ABSTRACT}\n\n{SECOND}\n\n{SECOND_ABSTRACT}")
        == BOTH
    )


def test_page_without_any_head(tmp_path):
    assert read(tmp_path, f"{FIRST}\n{FIRST_ABSTRACT}\n\n{SECOND}\n{SECOND_ABSTRACT}\n") == BOTH


def test_several_pages_in_one_text(tmp_path):
    head = f"{HEAD}Mar 12\n\n"
    text = f"{head}{FIRST}\n\n{FIRST_ABSTRACT}\n\n{head}{SECOND}\n\n{SECOND_ABSTRACT}\n"
    assert read(tmp_path, text) == BOTH


def test_a_title_that_begins_with_the_name_of_the_button_keeps_it_elsewhere(tmp_path):
    title = "Subscribe or Skip: Predicting Churn"
    text = f"{FIRST}\n{FIRST_ABSTRACT}\n{title}\n{SECOND_ABSTRACT}\n"
    assert [found for found, _ in read(tmp_path, text)] == [FIRST, title]


def test_windows_line_ends(tmp_path):
    text = f"{FIRST}\n\n{FIRST_ABSTRACT}\n\n{SECOND}\n\n{SECOND_ABSTRACT}\n".replace("\n", "\r\n")
    file = tmp_path / "page.txt"
    file.write_bytes(text.encode())
    problems: list[Problem] = []
    assert [(p.title, p.abstract) for p in read_papers([str(file)], problems=problems)] == BOTH


def test_an_abstract_of_two_paragraphs_stays_one(tmp_path):
    half = FIRST_ABSTRACT.index("On three")
    text = f"{FIRST}\n\n{FIRST_ABSTRACT[:half]}\n\n{FIRST_ABSTRACT[half:]}\n\n{SECOND}\n\n{SECOND_ABSTRACT}\n"
    assert read(tmp_path, text) == BOTH


def test_an_abstract_of_one_sentence_without_a_full_stop(tmp_path):
    short = FIRST_ABSTRACT[: FIRST_ABSTRACT.index(". On three")] + ", as shown at https://example.org/gatemem"
    text = f"{FIRST}\n{short}\n{SECOND}\n{SECOND_ABSTRACT}\n"
    assert read(tmp_path, text) == [(FIRST, short), (SECOND, SECOND_ABSTRACT)]


def test_text_wrapped_at_a_column_is_put_together_by_its_blank_lines(tmp_path):
    parts = [textwrap.fill(part, 38) for pair in BOTH for part in pair]
    assert read(tmp_path, "\n\n".join(parts)) == BOTH


def test_a_title_without_abstract_is_reported_with_its_line(tmp_path):
    problems: list[Problem] = []
    text = f"{FIRST}\n\n{FIRST_ABSTRACT}\n\nAn Orphan Title\n\n{SECOND}\n\n{SECOND_ABSTRACT}\n"
    assert read(tmp_path, text, problems) == BOTH
    assert [(p.line, p.reason) for p in problems] == [
        (5, "a title without an abstract after it: An Orphan Title")
    ]


def test_an_abstract_without_title_is_reported_with_its_line(tmp_path):
    problems: list[Problem] = []
    assert read(tmp_path, f"{SECOND_ABSTRACT}\n{FIRST}\n{FIRST_ABSTRACT}\n", problems) == [
        (FIRST, FIRST_ABSTRACT)
    ]
    assert [(p.line, p.reason) for p in problems] == [(1, "an abstract without a title before it")]


@pytest.mark.parametrize(
    "text", ["Call me back.\nThanks.", FIRST_ABSTRACT + "\n" + SECOND_ABSTRACT, "buy milk"]
)
def test_prose_is_no_page(tmp_path, text):
    file = tmp_path / "note.txt"
    file.write_text(text)
    with pytest.raises(SourceError, match="no format that kg knows"):
        read_papers([str(file)], problems=[])


@pytest.mark.skipif(
    not SHARED_PAGES.is_dir(), reason="the saved pages (../shared/pages) are not on this machine"
)
def test_the_five_saved_pages_are_read_whole():
    files = sorted(map(str, SHARED_PAGES.glob("*.txt")))
    problems: list[Problem] = []
    assert [len(list(read_items([file], problems=problems))) for file in files] == [70, 89, 107, 202, 50]
    assert len(list(read_items(files, problems=problems))) == 518
    merged = read_papers(files, problems=problems)
    assert len(merged) == 465
    assert problems == []
    assert all(len(paper.title) < 250 < len(paper.abstract) for paper in merged)
    assert {paper.id for paper in read_papers(files[::-1], problems=problems)} == {
        paper.id for paper in merged
    }
