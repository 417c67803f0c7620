"""Trends: what is more than chance, and what is not."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_graph import record
from support.stores import stored

import kg
from kg.analysis.trends import false_discovery, two_proportions
from kg.errors import UserError


def test_the_lady_tasting_tea():
    """Fisher's example: 3 of 4 against 1 of 4, two-sided 0.4857."""
    assert two_proportions(3, 4, 1, 4) == pytest.approx(34 / 70)


def test_large_counts_take_the_pooled_z_test():
    """60 of 100 against 40 of 100: z = 0.2 / sqrt(0.5 * 0.5 * 0.02) = 2.828, two-sided 0.004678."""
    assert two_proportions(60, 100, 40, 100) == pytest.approx(0.004678, abs=1e-6)


def test_three_papers_are_no_trend():
    assert two_proportions(3, 100, 0, 100) > 0.05


def test_a_count_above_its_total_is_refused():
    with pytest.raises(ValueError, match="between 0 and its total"):
        two_proportions(5, 4, 0, 4)


def test_q_values_are_those_of_benjamini_and_hochberg():
    assert false_discovery([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])


@given(st.lists(st.floats(0, 1), max_size=20))
def test_a_q_value_is_at_least_its_p_value_and_keeps_their_order(p_values):
    q_values = false_discovery(p_values)
    assert all(p <= q <= 1 or q == pytest.approx(p) for p, q in zip(p_values, q_values, strict=True))
    ordered = [q for _, q in sorted(zip(p_values, q_values, strict=True))]
    assert ordered == sorted(ordered)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_a_p_value_does_not_depend_on_which_period_comes_first(later, more, earlier, others):
    one = two_proportions(later, later + more, earlier, earlier + others)
    other = two_proportions(earlier, earlier + others, later, later + more)
    assert 0 <= one <= 1 + 1e-12
    assert one == pytest.approx(other)


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """Forty papers in 2020 and forty in 2021; 'wave' in 4 and 24 of them, 'ebb' in 24 and 4, 'blip' in 0 and 3."""
    records = []
    for year, wave, ebb, blip in ((2020, 4, 24, 0), (2021, 24, 4, 3)):
        for number in range(40):
            names = {"steady": ("Task", "addresses")}
            for name, count in (("wave", wave), ("ebb", ebb), ("blip", blip)):
                if number < count:
                    names[name] = ("Method", "uses")
            text = " ".join(f"We use {name} here." for name in names)
            date = f"{year}-{1 + number % 12:02}-15"
            records.append(record(f"{year}-{number}", date, f"Paper {year} {number}", text, names))
    with kg.open(str(stored(records, tmp_path_factory.mktemp("trends")))) as graph:
        yield graph


YEARS = {"before": datetime.date(2020, 1, 1), "since": datetime.date(2021, 1, 1)}


def test_what_more_papers_mention_is_rising_and_what_fewer_mention_is_fading(graph):
    found = {trend.name: trend for trend in graph.trends(**YEARS)}
    assert {name: trend.direction for name, trend in found.items()} == {"wave": "rising", "ebb": "fading"}
    wave = found["wave"]
    assert (wave.later, wave.all_later, wave.earlier, wave.all_earlier) == (24, 40, 4, 40)
    assert wave.share_later == pytest.approx(0.6)
    assert wave.p_value <= wave.q_value < 0.001


def test_changes_that_chance_explains_are_given_on_request(graph):
    found = {trend.name: trend for trend in graph.trends(**YEARS, all_changes=True)}
    assert not found["blip"].significant
    assert "steady" not in found, "its share did not change"


def test_the_periods_follow_from_the_dates_of_the_papers(graph):
    from kg.analysis.trends import periods

    between = periods(graph.store)
    assert between.until == datetime.date(2021, 12, 16), "the day after the newest paper"
    assert between.until - between.since == between.since - between.before
    assert "against" in str(between)


def test_periods_out_of_order_are_refused_in_one_line(graph):
    with pytest.raises(UserError, match="must follow each other"):
        graph.trends(since=datetime.date(2019, 1, 1), before=datetime.date(2020, 1, 1))


def test_papers_without_dates_have_no_trends(tmp_path):
    path = stored([record("p", None, "T", "We use wave.", {"wave": ("Method", "uses")})], tmp_path)
    with kg.open(str(path)) as graph, pytest.raises(UserError, match="no paper in this graph has a date"):
        graph.trends()


def test_what_has_too_few_papers_to_tell_does_not_hide_the_trends_of_others(tmp_path):
    """A hundred things of two papers each: without leaving them out, no change of seven papers could be seen."""
    records = []
    for year in (2020, 2021):
        for number in range(50):
            names = {f"rare {year} {number // 2}": ("Method", "uses")}
            if year == 2021 and number < 7:
                names["wave"] = ("Method", "uses")
            text = " ".join(f"We use {name} here." for name in names)
            records.append(record(f"{year}-{number}", f"{year}-06-15", f"P {year} {number}", text, names))
    with kg.open(str(stored(records, tmp_path))) as graph:
        found = graph.trends(**YEARS, min_papers=1, all_changes=True)
    assert [trend.name for trend in found if trend.significant] == ["wave"]
    assert {trend.q_value for trend in found if trend.name.startswith("rare")} == {1.0}
