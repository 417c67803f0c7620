"""The graph follows from the set of records: not from their order, nor from the number of builds."""

import dataclasses
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from support.papers import records

from extract.sources import merge
from kg.build import build, news
from kg.resolution import resolve
from kg.store import Changes, open_store

PAPERS = records(10)


def thinner(record):
    """What an earlier, poorer source told of the same paper: no date, and half of what was found."""
    paper = dataclasses.replace(record.paper, date=None, authors=(), url=None, source="elsewhere")
    half = len(record.mentions) // 2
    kept = {mention.entity for mention in record.mentions[:half]}
    return dataclasses.replace(
        record,
        paper=paper,
        mentions=record.mentions[:half],
        entities=tuple(entity for entity in record.entities if entity.id in kept),
        relations=tuple(one for one in record.relations if {one.head, one.tail} <= kept),
        results=(),
    )


def elsewhere(record, index):
    """The same paper under another name: a source that knows its DOI, and none that knows the arXiv id."""
    paper = dataclasses.replace(record.paper, id=f"10.5555/made.{index}", url=None, date="2018-01-01")
    return dataclasses.replace(record, paper=paper)


POOL = (*PAPERS, *map(thinner, PAPERS[:5]), *(elsewhere(PAPERS[index], index) for index in (0, 3)))
batches = st.permutations(POOL).flatmap(
    lambda order: st.lists(st.integers(0, len(POOL)), max_size=3).map(
        lambda cuts: [
            list(order[start:end])
            for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(POOL)], strict=True)
        ]
    )
)
WHOLE = resolve(merge(POOL)).graph


@given(batches)
@settings(max_examples=60, deadline=None)
def test_the_graph_of_records_united_step_by_step_is_that_of_all_at_once(parts):
    united = []
    for part in parts:
        united = merge([*united, *part])
    assert resolve(united).graph == WHOLE


@given(batches)
@settings(max_examples=4, deadline=None)
def test_builds_in_any_order_and_number_store_the_same_graph(parts):
    with tempfile.TemporaryDirectory() as folder:
        address = str(Path(folder) / "graph.lbug")
        for part in parts:
            with open_store(address, create=True) as store:
                build(store, part)
        with open_store(address) as store:
            assert store.graph() == WHOLE


def test_building_twice_changes_nothing(tmp_path):
    with open_store(str(tmp_path / "graph.lbug"), create=True) as store:
        assert build(store, POOL) == Changes(added=len(WHOLE.nodes) + len(WHOLE.relationships))
        assert build(store, POOL) == Changes()
        assert build(store, POOL[3:7]) == Changes()
        assert build(store, []) == Changes()


def test_changes_are_those_between_the_two_graphs(tmp_path):
    old, new = resolve(PAPERS[:4]).graph, resolve(PAPERS).graph
    with open_store(str(tmp_path / "graph.lbug"), create=True) as store:
        build(store, PAPERS[:4])
        changes = build(store, PAPERS[4:])
    before, after = old.nodes | old.relationships, new.nodes | new.relationships
    assert changes == Changes(
        added=len(after.keys() - before.keys()),
        changed=sum(before[key] != after[key] for key in before.keys() & after.keys()),
        removed=len(before.keys() - after.keys()),
    )


def test_what_is_stored_is_not_extracted_again(built):
    fuller = dataclasses.replace(PAPERS[0].paper, abstract=PAPERS[0].paper.abstract + " And there is more.")
    dated = dataclasses.replace(PAPERS[6].paper, date="2020-02-02")
    assert PAPERS[6].paper.date is None
    with open_store(str(built)) as store:
        papers, added = news(store, [fuller, PAPERS[1].paper, dated, PAPERS[9].paper], PAPERS[2:3])
    assert [paper.id for paper in papers] == [fuller.id, PAPERS[9].paper.id]
    assert [(record.paper.id, record.paper.date) for record in added] == [(dated.id, "2020-02-02")]
