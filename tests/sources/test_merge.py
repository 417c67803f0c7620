"""Duplicates: which records are one paper, and that the outcome does not depend on their order."""

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from extract.paper import Paper
from extract.record import ExtractionRecord, Mention
from extract.sources import merge
from extract.sources.fields import fold_title, title_id


def paper(title="Posts in Forums", abstract="", identifier=None, **fields):
    return Paper(id=identifier or title_id(title), title=title, abstract=abstract, **fields)


def test_the_same_arxiv_id_is_the_same_paper_whatever_the_title():
    [merged] = merge([paper("Draft", "short", "2005.01234"), paper("Final", "much longer", "2005.01234")])
    assert (merged.title, merged.abstract) == ("Final", "much longer")


def test_the_same_doi_is_the_same_paper():
    one = paper("Draft", "short", "2005.01234", doi="10.1234/x")
    [merged] = merge([one, paper("Final", "much longer", "10.1234/x", doi="10.1234/x")])
    assert (merged.id, merged.doi, merged.title) == ("2005.01234", "10.1234/x", "Final")


def test_else_the_same_folded_title_is_the_same_paper():
    [merged] = merge(
        [paper("Pre-training for Forums", "text"), paper("Pretraining for forums", identifier="2005.01234")]
    )
    assert (merged.id, merged.title, merged.abstract) == ("2005.01234", "Pre-training for Forums", "text")


def test_two_arxiv_ids_are_two_papers_even_with_one_title():
    assert len(merge([paper(identifier="2005.01234"), paper(identifier="2105.01234")])) == 2


def test_missing_fields_are_filled_from_the_other_record():
    full = paper(abstract="A long abstract.", source="a.txt:1")
    other = paper(
        abstract="Short.",
        identifier="2005.01234",
        date="2020-05-03",
        authors=("Kim Roe",),
        categories=("cs.CL",),
        url="https://arxiv.org/abs/2005.01234",
        source="b.bib:7",
    )
    [merged] = merge([full, other])
    assert merged == replace(other, abstract="A long abstract.", source="a.txt:1")


def test_the_order_of_first_appearance_is_kept():
    papers = [paper("B"), paper("A"), paper("B", "longer"), paper("C")]
    assert [found.title for found in merge(papers)] == ["B", "A", "C"]


def test_a_record_beats_a_paper_with_the_same_text_but_not_a_fuller_one():
    record = ExtractionRecord(paper(abstract="text"))
    assert merge([paper(abstract="text"), record]) == [record]
    [fuller] = merge([record, paper(abstract="text and more")])
    assert isinstance(fuller, Paper)
    [dated] = merge([record, paper(abstract="text", date="2020-05-03")])
    assert (isinstance(dated, ExtractionRecord), dated.paper.date) == (True, "2020-05-03")


def test_of_two_records_with_the_same_text_the_fuller_wins():
    bare = ExtractionRecord(paper(abstract="text"))
    fuller = replace(bare, mentions=(Mention(0, 5, "Task", "task:posts"),))
    assert merge([fuller, bare]) == merge([bare, fuller]) == [fuller]


TITLES = st.sampled_from(
    ["Posts in Forums", "posts in FORUMS!", "Small Parsers", "Small-Parsers", "On Plans"]
)
ARXIV = st.sampled_from(["2005.01234", "2005.01235", "cs/0112017"])
DOIS = st.sampled_from(["10.1234/a", "10.1234/b"])


@st.composite
def papers(draw):
    title = draw(TITLES)
    found_doi = draw(st.none() | DOIS)
    own = draw(st.sampled_from([None, "doc-1", "doc-2"]))
    identifier = draw(st.none() | ARXIV) or found_doi or own or title_id(title)
    return Paper(
        id=identifier,
        title=title,
        abstract=draw(st.sampled_from(["", "Short.", "A much longer text.", "A longer text too."])),
        date=draw(st.sampled_from([None, "2020-05-03", "2020-05-01", "2020-01-01", "2019-12-31"])),
        authors=draw(st.sampled_from([(), ("Kim Roe",), ("Kim Roe", "A. Lim")])),
        source=draw(st.sampled_from(["a.txt:1", "b.bib:2"])),
        doi=found_doi,
    )


@given(st.lists(papers(), max_size=7), st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(records, random):
    shuffled = list(records)
    random.shuffle(shuffled)
    assert sorted(merge(records), key=repr) == sorted(merge(shuffled), key=repr)


@given(st.lists(papers(), max_size=7))
def test_merging_again_changes_nothing_and_repeats_add_nothing(records):
    once = merge(records)
    assert merge(once) == once
    assert sorted(merge(records + records), key=repr) == sorted(once, key=repr)


@given(st.lists(papers(), max_size=7))
def test_ids_are_unique_and_no_text_is_made_up(records):
    merged = merge(records)
    assert len({found.id for found in merged}) == len(merged)
    texts = {(record.title, record.abstract) for record in records}
    assert {(found.title, found.abstract) for found in merged} <= texts
    longest = max((len(record.abstract) for record in records), default=0)
    assert max((len(found.abstract) for found in merged), default=0) == longest


@given(st.lists(papers(), max_size=6))
def test_papers_with_one_title_stay_apart_only_by_their_ids(records):
    for one, other in itertools.combinations(merge(records), 2):
        if fold_title(one.title) == fold_title(other.title):
            assert one.id[:5] != "title"
            assert other.id[:5] != "title"
