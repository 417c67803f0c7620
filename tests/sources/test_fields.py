"""Identifiers, dates, names and keywords in all their written forms."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.sources.fields import (
    arxiv_id,
    arxiv_id_within,
    clean,
    date,
    doi,
    earlier_date,
    fold_title,
    keywords,
    names,
    without_markup,
)


@pytest.mark.parametrize(
    ("written", "identifier"),
    [
        ("2106.09685", "2106.09685"),
        ("2106.09685v12", "2106.09685"),
        ("arXiv:2106.09685v2", "2106.09685"),
        ("https://arxiv.org/abs/2106.09685", "2106.09685"),
        ("http://export.arxiv.org/pdf/2106.09685v1.pdf", "2106.09685"),
        ("https://huggingface.co/papers/2106.09685", "2106.09685"),
        ("https://doi.org/10.48550/arXiv.2106.09685", "2106.09685"),
        ("10.48550/ARXIV.2106.09685", "2106.09685"),
        ("https://ar5iv.labs.arxiv.org/html/2106.09685", "2106.09685"),
        ("https://arxiv.org/abs/2106.09685v2?context=cs.CL#top", "2106.09685"),
        ("oai:arXiv.org:0704.0001", "0704.0001"),
        ("math.GT/0309136v1", "math/0309136"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("1412.6980", "1412.6980"),
        ("2106.0968", None),  # five digits since 2015
        ("2113.09685", None),  # there is no month 13
        ("0612.1234", None),  # the scheme began in April 2007
        ("10.1234/2106.09685", None),
        ("12345", None),
        (None, None),
    ],
)
def test_arxiv_ids(written, identifier):
    assert arxiv_id(written) == identifier


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("arXiv preprint arXiv:1706.03762", "1706.03762"),
        ("abs/1810.04805", "1810.04805"),
        ("CoRR, arXiv:cs/0112017, 2001", "cs/0112017"),
        ("Nature 521", None),
    ],
)
def test_arxiv_ids_within_citations(text, identifier):
    assert arxiv_id_within(text) == identifier


@pytest.mark.parametrize(
    ("written", "identifier"),
    [
        ("10.1234/AbC", "10.1234/abc"),
        ("https://doi.org/10.1234/AbC", "10.1234/abc"),
        ("http://dx.doi.org/10.1234/x(y).z", "10.1234/x(y).z"),
        ("doi: 10.1234/abc.", "10.1234/abc"),
        ("11.1234/abc", None),
        ("https://example.org", None),
    ],
)
def test_dois(written, identifier):
    assert doi(written) == identifier


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2021-06-17", "2021-06-17"),
        ("2021-06-17T17:37:18Z", "2021-06-17"),
        ("2021/6/7", "2021-06-07"),
        ("20210617", "2021-06-17"),
        ("17 June 2021", "2021-06-17"),
        ("June 17, 2021", "2021-06-17"),
        ("2021 Jun 17", "2021-06-17"),
        ("2021.06.17", "2021-06-17"),
        ("Jun. 2021", "2021-06-01"),
        ("2021 jun", "2021-06-01"),
        ("2021-06", "2021-06-01"),
        ("2021", "2021-01-01"),
        ("2021//", "2021-01-01"),
        ("2021/03//", "2021-03-01"),
        ("2021 Spring", "2021-01-01"),
        (2021, "2021-01-01"),
        (2021.0, "2021-01-01"),
        (1623888000, "2021-06-17"),
        (1623888000000, "2021-06-17"),
        ("Thu, 17 Jun 2021 17:37:18 GMT", "2021-06-17"),
        ({"date-parts": [[2021, 6, 17]]}, "2021-06-17"),
        ({"date-parts": [[2021]]}, "2021-01-01"),
        ("2021-02-30", None),
        ("03/04/2021", None),  # March or April
        ("0021", None),
        ("9999", None),
        ("soon", None),
        ("", None),
        (float("nan"), None),
        (float("inf"), None),
        (10**30, None),
        (True, None),
        ({"date-parts": [[None]]}, None),
        ([2021], None),
    ],
)
def test_dates(written, iso):
    assert date(written) == iso


@given(
    st.text()
    | st.integers()
    | st.floats()
    | st.dictionaries(st.just("date-parts"), st.lists(st.lists(st.integers())))
)
def test_whatever_stands_for_a_date_gives_an_iso_date_or_none(value):
    found = date(value)
    assert found is None or datetime.date.fromisoformat(found)


def test_of_two_dates_the_earlier_but_a_full_one_before_its_month_or_year():
    assert earlier_date("2021-06-17", "2021-10-16") == "2021-06-17"
    assert earlier_date("2021-06-01", "2021-06-17") == "2021-06-17"
    assert earlier_date("2021-01-01", "2021-06-01") == "2021-06-01"
    assert earlier_date("2020-01-01", "2021-06-17") == "2020-01-01"
    assert earlier_date(None, "2021-06-17") == "2021-06-17"


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Kim Roe", ("Kim Roe",)),
        ("Kim Roe, A. Lim and Jo Meier", ("Kim Roe", "A. Lim", "Jo Meier")),
        ("Kim Roe, Ada B. Lim", ("Kim Roe", "Ada B. Lim")),
        ("Roe, Kim and Lim, A.", ("Roe, Kim", "Lim, A.")),
        ("van der Roe, Kim B.", ("van der Roe, Kim B.",)),
        ("Roe, Kim; Lim, A.", ("Roe, Kim", "Lim, A.")),
        (["Kim Roe", None, " A.  Lim "], ("Kim Roe", "A. Lim")),
        (
            [{"name": "Kim Roe"}, {"given": "A.", "family": "Lim"}, {"literal": "The Team"}],
            ("Kim Roe", "A. Lim", "The Team"),
        ),
        ([["Roe", "Kim", "Jr"]], ("Kim Roe Jr",)),
        (None, ()),
        (7, ()),
    ],
)
def test_names(written, people):
    assert names(written) == people


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("cs.CL cs.LG stat.ML", ("cs.CL", "cs.LG", "stat.ML")),
        ("machine translation", ("machine translation",)),
        ("parsing; forum posts", ("parsing", "forum posts")),
        ("parsing, forum posts", ("parsing", "forum posts")),
        ([{"display_name": "Parsing"}, {"term": "cs.CL"}], ("Parsing", "cs.CL")),
    ],
)
def test_keywords(written, words):
    assert keywords(written) == words


def test_markup_goes_and_less_than_signs_stay():
    assert without_markup("<jats:p>A <i>b</i> &amp; c</jats:p>").split() == ["A", "b", "&", "c"]
    assert without_markup("H<sub>2</sub>O") == "H2O"
    assert (
        without_markup("we add <s> and </s> to R&D, AT&T; <unk> stays")
        == "we add <s> and </s> to R&D, AT&T; <unk> stays"
    )
    assert without_markup("p < 0.05 and x > 3") == "p < 0.05 and x > 3"


@given(st.text())
def test_cleaning_is_idempotent_and_can_be_encoded(text):
    once = clean(text)
    assert clean(once) == once
    once.encode()


def test_titles_fold_over_case_hyphens_accents_and_punctuation():
    assert fold_title("Pre-Training: a Café?") == fold_title("pretraining — A CAFE")
    assert fold_title("模型 学习") == "模型学习"
