"""PageRank and betweenness on graphs whose answer is known."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.small_graph import small_records

from kg.analysis.ranking import betweenness, pagerank, rank
from kg.graph import NodeKey
from kg.resolution import resolve


def weighted(edges):
    graph = nx.Graph()
    graph.add_edges_from((a, b, {"weight": weight, "papers": 1}) for a, b, weight in edges)
    return graph


def test_pagerank_of_a_star_is_that_of_the_formula():
    """Centre c and n leaves l, damping d: c = (1 - d) / (n + 1) + d n l and n l = 1 - c."""
    leaves, damping = 4, 0.85
    centre = ((1 - damping) / (leaves + 1) + damping) / (1 + damping)
    found = pagerank(weighted([("c", leaf, 1.0) for leaf in range(leaves)]))
    assert found["c"] == pytest.approx(centre)
    assert sum(found.values()) == pytest.approx(1)


def test_a_heavier_edge_carries_more_rank():
    found = pagerank(weighted([("a", "b", 3.0), ("a", "c", 1.0), ("b", "d", 1.0), ("c", "d", 1.0)]))
    assert found["b"] > found["c"]


def test_a_personalised_rank_stays_near_where_it_starts():
    line = weighted([(number, number + 1, 1.0) for number in range(6)])
    found = pagerank(line, teleport={0: 1.0})
    assert found[1] > found[3] > found[6] > 0


def test_the_ways_of_a_bridge_lead_through_it():
    left = [(f"l{a}", f"l{b}", 1.0) for a, b in ((0, 1), (1, 2), (0, 2))]
    right = [(f"r{a}", f"r{b}", 1.0) for a, b in ((0, 1), (1, 2), (0, 2))]
    found = betweenness(weighted([*left, *right, ("l0", "bridge", 1.0), ("bridge", "r0", 1.0)]))
    assert found["bridge"] == pytest.approx(9 / 15), "9 of the 15 pairs of others are on different sides"


@settings(max_examples=25, deadline=None)
@given(st.integers(4, 14), st.integers(0, 10_000))
def test_betweenness_is_that_of_networkx(nodes, seed):
    graph = nx.gnp_random_graph(nodes, 0.45, seed=seed)
    for number, (a, b) in enumerate(graph.edges):
        graph.edges[a, b].update(weight=1.0 + (number * 7919 % 101) / 37, papers=1)
        graph.edges[a, b]["length"] = 1 / graph.edges[a, b]["weight"]
    expected = nx.betweenness_centrality(nx.k_core(graph, 2), weight="length")
    found = betweenness(graph)
    assert {node: found[node] for node in expected} == pytest.approx(expected)
    assert all(found[node] == 0 for node in graph if node not in expected)


def test_drawn_pivots_come_near_and_are_the_same_for_a_seed():
    graph = nx.barabasi_albert_graph(150, 3, seed=1)
    nx.set_edge_attributes(graph, 1.0, "weight")
    exact, drawn = betweenness(graph), betweenness(graph, pivots=60, seed=3)
    assert drawn == betweenness(graph, pivots=60, seed=3)
    first = max(exact, key=exact.__getitem__)
    assert drawn[first] == pytest.approx(exact[first], rel=0.35)


@pytest.fixture(scope="module")
def graph():
    return resolve(small_records()).graph


def test_ranks_can_be_limited_to_a_type(graph):
    rows = rank(graph, label="Dataset")
    assert {row.type for row in rows} == {"Dataset"}
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)


def test_what_is_near_an_entity_is_ranked_first_and_what_is_unconnected_not_at_all(graph):
    names = [row.name for row in rank(graph, about=NodeKey("Method", "method:lora"))]
    assert names[0] == "fine-tuning"
    assert "GPT-3" in names[:3]
    assert "LoRA" not in names
    assert "ResNet" not in names


def test_an_unknown_measure_is_refused(graph):
    with pytest.raises(ValueError, match="score or betweenness"):
        rank(graph, by="magic")


def test_an_empty_graph_has_no_ranks():
    from kg.graph import Graph

    assert rank(Graph()) == []
