"""Every export format, read back by the tool or library that would read it."""

import json
from pathlib import Path

import igraph
import networkx as nx
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.explorer_world import ARABIC, EMOJI, HOSTILE, small_world
from support.neo4j_server import Neo4jServer

from kg.exports import csv as csv_format
from kg.exports import cypher, gexf, graphml
from kg.exports import json as json_format
from kg.graph import Graph, NodeKey
from kg.store import open_store

SENTENCE = f"SliceLoss is used for {HOSTILE}."


@pytest.fixture(scope="module")
def graph() -> Graph:
    return small_world()


def check_networkx(graph: Graph, read: nx.MultiDiGraph) -> None:
    assert read.number_of_nodes() == len(graph.nodes)
    assert read.number_of_edges() == len(graph.relationships)
    tiny = read.nodes["method:tinytune"]
    assert tiny["label"] == tiny["name"] == "TinyTune"
    assert (tiny["type"], tiny["papers"]) == ("Method", 3)
    assert SENTENCE in {data.get("sentence") for *_, data in read.edges(data=True)}
    relations = {data["relation"] for *_, data in read.edges("method:tinytune", data=True)}
    assert relations == {"OUTPERFORMS", "APPLIED_TO", "EVALUATED_ON"}
    assert len(read["method:tinytune"]["method:bigtune"]) == 2


def test_graphml_is_read_by_networkx(graph: Graph, tmp_path: Path) -> None:
    graphml.write(graph, tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    check_networkx(graph, read)
    assert read.nodes["method:tinytune"]["aliases"] == "TT; tiny tuning"
    assert read.nodes["paper:2206.00002"]["date"] == "2022-06-30"


def test_graphml_is_read_by_igraph(graph: Graph, tmp_path: Path) -> None:
    graphml.write(graph, tmp_path / "graph.graphml")
    read = igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml"))
    assert (read.vcount(), read.ecount()) == (len(graph.nodes), len(graph.relationships))
    assert {EMOJI, ARABIC} <= set(read.vs["aliases"])


def test_gexf_is_read_by_networkx(graph: Graph, tmp_path: Path) -> None:
    gexf.write(graph, tmp_path / "graph.gexf")
    read = nx.read_gexf(tmp_path / "graph.gexf")
    check_networkx(graph, nx.MultiDiGraph(read))


def test_json_is_read_by_networkx_with_its_lists(graph: Graph, tmp_path: Path) -> None:
    json_format.write(graph, tmp_path / "graph.json")
    data = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    read = nx.node_link_graph(data, edges="links")
    check_networkx(graph, read)
    assert read.nodes["method:tinytune"]["aliases"] == ["TT", "tiny tuning"]


def test_csv_is_read_by_pandas(graph: Graph, tmp_path: Path) -> None:
    csv_format.write(graph, tmp_path / "tables")
    nodes = pandas.read_csv(tmp_path / "tables/nodes.csv", index_col="id")
    relationships = pandas.read_csv(tmp_path / "tables/relationships.csv")
    assert len(nodes) == len(graph.nodes)
    assert len(relationships) == len(graph.relationships)
    assert nodes.loc["method:tinytune", "papers"] == 3
    assert nodes.loc["paper:10.1234/abc.5", "title"] == HOSTILE
    assert SENTENCE in set(relationships["sentence"])
    joined = relationships.merge(nodes, left_on="target", right_index=True)
    assert len(joined) == len(relationships)


def test_cypher_is_run_by_cypher_shell(
    graph: Graph, tmp_path: Path, neo4j_server: Neo4jServer, neo4j_address: str
) -> None:
    path = tmp_path / "graph.cypher"
    cypher.write(graph, path)
    for _ in range(2):  # a second time it changes nothing
        done = neo4j_server.cypher_shell("-f", str(path))
        assert done.returncode == 0, done.stderr
    count = neo4j_server.run(
        "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS n, count(r) AS r"
    )
    assert count == [{"n": len(graph.nodes), "r": len(graph.relationships)}]
    sentences = neo4j_server.run("MATCH ()-[r:USED_FOR]->() RETURN r.sentence AS s")
    assert sentences == [{"s": SENTENCE}]
    years = neo4j_server.run("MATCH (p:Paper {id: '2206.00002'}) RETURN p.date.year AS year")
    assert years == [{"year": 2022}]


def test_exported_cypher_and_a_build_share_a_database(
    graph: Graph, tmp_path: Path, neo4j_server: Neo4jServer, neo4j_address: str
) -> None:
    path = tmp_path / "graph.cypher"
    cypher.write(graph, path)
    for _ in range(2):  # the export before any build, then over what the build has made
        done = neo4j_server.cypher_shell("-f", str(path))
        assert done.returncode == 0, done.stderr
        with open_store(neo4j_address, create=True) as store, store.building():
            store.write([], graph)
            stored = store.graph()
        assert stored.nodes.keys() == graph.nodes.keys()
        assert stored.relationships.keys() == graph.relationships.keys()


@given(st.text())
def test_a_cypher_literal_means_the_text_it_was_made_of(text: str) -> None:
    # JSON strings and Cypher strings share their escapes: what JSON reads back, Cypher does.
    assert json.loads(cypher.literal(text)) == text


@given(st.text())
def test_any_text_makes_xml_that_can_be_read(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.graphml"
    graph = Graph({NodeKey("Task", "task:x"): {"id": "task:x", "name": "x", "aliases": [text]}})
    graphml.write(graph, path)
    assert nx.read_graphml(path).number_of_nodes() == 1
