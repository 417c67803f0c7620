"""Communities: planted fields are found again."""

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.small_graph import record

from kg.analysis.communities import communities, partition, strongest_ties
from kg.resolution import resolve

FIELDS = {
    "speech": ["speech recognition", "CTC", "Whisper", "wav2vec", "LibriSpeech"],
    "vision": ["object detection", "YOLO", "Faster R-CNN", "COCO", "mAP"],
}


@pytest.fixture(scope="module")
def graph():
    """Two fields of 25 papers each, three of a field's entities and a hub in every paper."""
    records = []
    for field, names in FIELDS.items():
        for number, trio in enumerate([*combinations(names, 3)] * 2 + [tuple(names[:3])] * 5):
            entities = dict.fromkeys((*trio, "deep learning model"), ("Method", "uses"))
            text = " ".join(f"We use {name} here." for name in entities)
            records.append(record(f"{field}{number}", None, f"{field} {number}", text, entities))
    return resolve(records).graph


def test_planted_fields_are_found_whatever_the_seed(graph):
    for seed in (0, 1, 2):
        found = communities(graph, seed=seed)
        names = {frozenset(graph.nodes[node]["name"] for node in community.members) for community in found}
        assert names == {frozenset(names) for names in FIELDS.values()}


def test_a_community_is_named_by_its_most_central_members(graph):
    for community in communities(graph):
        central = [graph.nodes[node]["name"] for node in community.members[:3]]
        assert community.name == ", ".join(central)
        ordered = [community.centrality[node] for node in community.members]
        assert ordered == sorted(ordered, reverse=True)


def test_its_papers_mention_at_least_two_members(graph):
    assert [community.papers for community in communities(graph)] == [25, 25]


def test_small_communities_can_be_left_out(graph):
    assert communities(graph, min_size=6) == []


def test_every_node_keeps_its_strongest_ties():
    star = nx.Graph()
    star.add_edges_from(("hub", leaf, {"weight": 1.0 + leaf}) for leaf in range(9))
    kept = strongest_ties(star, ties=2)
    assert kept.number_of_edges() == 9, "each tie is among the two strongest of its leaf"
    clique = nx.complete_graph(9)
    nx.set_edge_attributes(clique, {(a, b): {"weight": 1.0 / (a + b)} for a, b in clique.edges})
    assert strongest_ties(clique, ties=1).number_of_edges() == 8


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 25), st.integers(0, 1000))
def test_communities_do_not_overlap_and_do_not_depend_on_the_order_of_edges(nodes, seed):
    graph = nx.gnp_random_graph(nodes, 0.25, seed=seed)
    nx.set_edge_attributes(graph, 1.0, "weight")
    found = partition(graph, seed=1)
    members = [node for part in found for node in part]
    assert len(members) == len(set(members))
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from((b, a, {"weight": 1.0}) for a, b in reversed(list(graph.edges)))
    assert partition(turned, seed=1) == found
