"""The entity graph: who belongs together, with hubs damped."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_graph import record, small_records

from kg.analysis.entity_graph import claims, cooccurrence, default_min_papers, entity_graph
from kg.analysis.ranking import rank
from kg.graph import Graph, NodeKey
from kg.resolution import resolve

BERT, ROBERTA = NodeKey("Model", "model:bert"), NodeKey("Model", "model:roberta")
GLUE = NodeKey("Dataset", "dataset:glue")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return resolve(small_records()).graph


def test_entities_cooccur_as_often_as_papers_mention_both(graph):
    together = cooccurrence(graph)
    assert together.edges[BERT, ROBERTA]["papers"] == 2
    assert together.edges[BERT, GLUE]["papers"] == 3
    assert not together.has_edge(BERT, NodeKey("Model", "model:resnet"))


def test_every_claim_is_an_edge_with_its_paper(graph):
    said = claims(graph)
    assert set(said[ROBERTA][BERT]) == {("BASED_ON", "p2"), ("OUTPERFORMS", "p2")}
    assert said.number_of_edges() == sum(len(record.relations) for record in small_records())


def test_claims_below_the_confidence_are_left_out(graph):
    assert claims(graph, min_confidence=0.95).number_of_edges() == 0


def test_a_pair_that_only_meets_together_is_stronger_than_one_with_a_hub():
    words = [f"thing{number}" for number in range(30)]
    records = [
        record(
            f"p{number}",
            None,
            f"Paper {number}",
            f"The hub meets {a} and {b}.",
            {"hub": ("Method", "uses"), a: ("Method", "uses"), b: ("Method", "uses")},
        )
        for number, (a, b) in enumerate(zip(words[::2] * 2, words[1::2] * 2, strict=True))
    ]
    entities = entity_graph(resolve(records).graph)
    hub, first, second = (NodeKey("Method", f"method:{name}") for name in ("hub", "thing0", "thing1"))
    assert entities.edges[first, second]["papers"] == 2
    assert hub not in entities[first], "what is in every paper tells nothing about any"


def test_a_hub_wins_by_papers_but_not_by_rank():
    """A hub in two papers of three, next to a field of its own whose centre is in a tenth of them."""
    records = []
    for number in range(60):
        names = {f"leaf {number % 12}": ("Method", "uses"), f"twig {number % 20}": ("Method", "uses")}
        if number % 3:
            names["hub"] = ("Model", "mentions")
        if number < 6:
            names = {
                "centre": ("Method", "introduces"),
                f"petal {number % 3}": ("Task", "addresses"),
                **names,
            }
        text = " ".join(f"We use {name} here." for name in names)
        records.append(record(f"p{number}", None, f"Paper {number}", text, names))
    graph = resolve(records).graph
    assert max(graph.nodes, key=lambda node: graph.nodes[node].get("papers") or 0).id == "model:hub"
    names = [row.name for row in rank(graph)]
    assert names.index("centre") < names.index("hub")


def test_small_graphs_keep_what_one_paper_mentions(graph):
    assert default_min_papers(graph) == 1
    assert "LoRA" in {name for _, name in entity_graph(graph).nodes(data="name")}
    assert "LoRA" not in {name for _, name in entity_graph(graph, min_papers=2).nodes(data="name")}


@given(st.lists(st.sets(st.integers(0, 7), min_size=1, max_size=5), min_size=1, max_size=12))
def test_weights_are_positive_and_do_not_depend_on_the_order_of_papers(papers):
    def made(order: list[int]) -> nx.Graph:
        graph = Graph()
        for number in order:
            paper = NodeKey("Paper", f"p{number}")
            graph.nodes[paper] = {"id": paper.id}
            for thing in sorted(papers[number], reverse=number % 2 == 0):
                node = NodeKey("Method", f"method:{thing}")
                graph.nodes[node] = {"id": node.id, "name": str(thing), "type": "Method"}
                graph.relationships[_role(paper, node)] = {"paper": paper.id, "confidence": 0.9}
        return entity_graph(graph, min_papers=1)

    numbers = list(range(len(papers)))
    one, other = made(numbers), made(numbers[::-1])
    assert list(one) == list(other)
    assert list(one.edges(data=True)) == list(other.edges(data=True))
    assert all(weight > 0 for *_, weight in one.edges(data="weight"))


def _role(paper, node):
    from kg.graph import RelationshipKey

    return RelationshipKey("USES", paper, node, paper.id)
