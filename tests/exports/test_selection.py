"""The part of a graph that is asked for."""

import datetime

from hypothesis import given
from hypothesis import strategies as st
from support.explorer_world import small_world

from kg.graph import NodeKey
from kg.schema import NODES, PAPER
from kg.selection import select

GRAPH = small_world()


def test_everything_is_the_graph_itself() -> None:
    assert select(GRAPH) is GRAPH


def test_since_counts_only_the_papers_that_are_left() -> None:
    part = select(GRAPH, since=datetime.date(2022, 1, 1))
    assert part.nodes[NodeKey("Method", "method:tinytune")]["papers"] == 2
    assert NodeKey(PAPER, "undated") not in part.nodes
    assert NodeKey("Method", "method:wordmask") not in part.nodes


@given(
    labels=st.none() | st.sets(st.sampled_from(sorted(NODES))),
    min_confidence=st.floats(0, 1),
    since=st.none() | st.dates(datetime.date(2020, 1, 1), datetime.date(2025, 1, 1)),
)
def test_a_part_is_whole(labels: set[str] | None, min_confidence: float, since: datetime.date | None) -> None:
    part = select(GRAPH, labels=labels, min_confidence=min_confidence, since=since)
    assert part.nodes.keys() <= GRAPH.nodes.keys()
    for key, properties in part.relationships.items():
        assert key.start in part.nodes
        assert key.end in part.nodes
        assert properties.get("confidence", 1) >= min_confidence
    if since:
        papers = {key.id for key in part.nodes if key.label == PAPER}
        assert all(GRAPH.nodes[NodeKey(PAPER, paper)]["date"] >= since for paper in papers)
