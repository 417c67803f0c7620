"""The disparity filter of Serrano et al. 2009."""

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.backbone import backbone, significance


def test_the_probability_is_that_of_the_paper():
    """A node with edges of 8, 1 and 1: (1 - 0.8) ** 2 for the first, (1 - 0.1) ** 2 for the others."""
    star = nx.Graph()
    star.add_edges_from(("c", leaf, {"papers": papers}) for leaf, papers in (("x", 8), ("y", 1), ("z", 1)))
    found = significance(star)
    assert found["c", "x"] == pytest.approx(0.04)
    assert found["c", "y"] == pytest.approx(0.81)
    assert list(backbone(star).edges) == [("c", "x")]


def test_equal_edges_are_what_chance_gives():
    clique = nx.complete_graph(6)
    nx.set_edge_attributes(clique, 3, "papers")
    assert backbone(clique).number_of_edges() == 0


def test_the_strong_tie_of_a_rare_thing_is_kept_where_a_threshold_would_drop_it():
    graph = nx.Graph()
    graph.add_edges_from(("hub", f"h{n}", {"papers": 20}) for n in range(10))
    graph.add_edges_from(("rare", f"r{n}", {"papers": 1}) for n in range(5))
    graph.add_edge("rare", "friend", papers=6)
    assert set(backbone(graph)) == {"rare", "friend"}


@settings(deadline=None)
@given(st.integers(3, 15), st.integers(0, 1000))
def test_a_looser_level_keeps_more(nodes, seed):
    graph = nx.gnp_random_graph(nodes, 0.5, seed=seed)
    for a, b in graph.edges:
        graph.edges[a, b]["papers"] = 1 + (a * 31 + b * 17 + seed) % 13
    kept = [
        {frozenset(edge) for edge in backbone(graph, level=level).edges} for level in (0.01, 0.1, 0.5, 1.0)
    ]
    for strict, loose in pairwise(kept):
        assert strict <= loose
    assert all(0 <= chance <= 1 for chance in significance(graph).values())
