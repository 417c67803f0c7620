"""The API gives the same answers whether the graph is in a file or on a Neo4j server."""

import pytest
from support.small_graph import small_records

import kg
from kg.build import build
from kg.store import open_store

QUESTIONS = {
    "rank": lambda graph: graph.rank(),
    "communities": lambda graph: graph.communities(),
    "trends": lambda graph: graph.trends(all_changes=True, min_papers=1),
    "path": lambda graph: graph.path("LoRA", "BERT"),
    "compare": lambda graph: graph.compare("BERT", "RoBERTa"),
    "leaderboard": lambda graph: graph.leaderboard("wikitext-103"),
    "gaps": lambda graph: graph.gaps("text classification"),
    "contradictions": lambda graph: graph.contradictions(),
    "circles": lambda graph: graph.circles(),
    "entity": lambda graph: graph.entity("GPT-3"),
    "networkx": lambda graph: sorted(graph.to_networkx().edges(keys=True)),
    "report": lambda graph: graph.report(),
}


@pytest.fixture(scope="module")
def served(neo4j_server):
    """The small graph on a real server."""
    neo4j_server.empty()
    with open_store(neo4j_server.uri, create=True) as store:
        build(store, small_records())
    with kg.open(neo4j_server.uri) as graph:
        yield graph


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_is_the_same(small, served, question):
    assert QUESTIONS[question](served) == QUESTIONS[question](small)
