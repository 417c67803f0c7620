"""What both stores promise, checked on a LadybugDB file and on a Neo4j server."""

import dataclasses
import datetime

import pytest
from support.papers import records

from kg.build import build
from kg.errors import UserError
from kg.resolution import resolve
from kg.store import Changes, open_store

PAPERS = records(30)
GRAPH = resolve(PAPERS).graph

HOSTILE = (
    "x'}) DETACH DELETE n //",
    '"}) RETURN 1 UNION MATCH (n) DETACH DELETE n //',
    "`) SET n:Owned //",
    "$rows {{0}} %s \\u0000 \\' \\\\",
    "line one\u2028line two\ttab",
    "Ünïcödé 漢字 \U0001f600",
)


def titled(index, title):
    """A paper with hostile text in its title; blanks keep all offsets where they are."""
    record = PAPERS[index]
    title = title.ljust(len(record.paper.title), "~")[: len(record.paper.title)]
    return dataclasses.replace(record, paper=dataclasses.replace(record.paper, title=title))


@pytest.fixture(scope="module", params=["ladybug", "neo4j"])
def filled(request, loaded):
    """A store with the graph of 150 papers, of each kind in turn; tests leave it as it is."""
    return getattr(loaded, request.param)


def test_what_is_written_comes_back_equal(empty_address):
    with open_store(empty_address, create=True) as store:
        with store.building():
            changes = store.write(PAPERS, GRAPH)
        assert changes == Changes(added=len(GRAPH.nodes) + len(GRAPH.relationships))
        assert store.graph() == GRAPH
        assert list(store.records()) == sorted(PAPERS, key=lambda record: record.paper.id)


def test_building_twice_changes_nothing(empty_address):
    with open_store(empty_address, create=True) as store:
        build(store, PAPERS)
        assert build(store, PAPERS) == Changes()
        assert build(store, []) == Changes()


def test_adding_papers_one_part_after_the_other_ends_in_the_graph_of_all(empty_address):
    for part in (PAPERS[20:], PAPERS[:10], PAPERS[5:20]):
        with open_store(empty_address, create=True) as store:
            build(store, part)
    with open_store(empty_address) as store:
        assert store.graph() == GRAPH


def test_what_is_no_longer_in_the_graph_is_removed(empty_address):
    fewer = PAPERS[:12]
    smaller = resolve(fewer).graph
    with open_store(empty_address, create=True) as store:
        build(store, PAPERS)
        with store.building():
            changes = store.write(fewer, smaller)
        assert store.graph() == smaller
        assert len(list(store.records())) == 12
    assert changes.removed == len(GRAPH.nodes.keys() - smaller.nodes.keys()) + len(
        GRAPH.relationships.keys() - smaller.relationships.keys()
    )


def test_values_come_back_as_plain_python(filled):
    rows = filled.query(
        "MATCH (p:Paper) RETURN p.date AS date, p.year AS year, p.authors AS authors, p.url AS url, "
        "1.5 AS number, p.id = $id AS here ORDER BY p.id LIMIT 7",
        {"id": "2100.00000"},
    )
    assert rows.columns == ("date", "year", "authors", "url", "number", "here")
    first, seventh = rows.rows[0], rows.rows[6]
    assert first == (datetime.date(2019, 1, 1), 2019, ["A. Author0", "B. Zäöü"], None, 1.5, True)
    assert [type(value) for value in first] == [datetime.date, int, list, type(None), float, bool]
    assert seventh[:2] == (None, None)


def test_nodes_relationships_and_paths_are_dictionaries_of_what_the_schema_names(filled):
    ((node, relationship, path),) = filled.query(
        "MATCH q = (p:Paper {id: '2101.00001'})-[r:INTRODUCES]->(m:Method) RETURN m, r, q"
    ).rows
    assert node["_label"] == "Method"
    assert node["name"] == "Quill-00001"
    assert not node.keys() & {"kg_id", "_id"}
    assert relationship["_type"] == "INTRODUCES"
    assert {name for name in relationship if not name.startswith("_")} == {
        "paper",
        "surface",
        "mentions",
        "sentence",
        "start",
        "end",
        "confidence",
    }
    assert [part.get("_label") or part["_type"] for part in path] == ["Paper", "INTRODUCES", "Method"]


def test_a_title_is_a_title_whatever_it_says(empty_address):
    papers = [titled(index, title) for index, title in enumerate(HOSTILE)]
    with open_store(empty_address, create=True) as store:
        build(store, papers)
        for record in papers:
            rows = store.query(
                "MATCH (p:Paper) WHERE p.title = $t RETURN p.id", {"t": record.paper.title}
            ).rows
            assert rows == [(record.paper.id,)]
        assert store.graph() == resolve(papers).graph
        assert list(store.records()) == papers


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (:Method {id: 'method:x'})",
        "MATCH (n:Method) SET n.name = 'x'",
        "MATCH (n:Result) DETACH DELETE n",
        "MATCH (n:Method) DETACH DELETE n RETURN 1",
        "MERGE (n:Paper {id: 'x'}) RETURN n.id",
        "DROP TABLE Method",
        "CREATE INDEX own FOR (n:Method) ON (n.name)",
        "DROP INDEX kg_paper_id",
        "DROP CONSTRAINT kg_unique_paper",
        "CREATE USER somebody SET PASSWORD 'something-long'",
        "MATCH (n:Method) CALL { WITH n DELETE n } IN TRANSACTIONS",
        "COPY Method TO 'methods.csv'",
        "RETURN 1; MATCH (n:Result) DETACH DELETE n",
    ],
)
def test_a_statement_that_would_write_is_refused_in_one_line(filled, statement):
    nodes = "MATCH (n) RETURN count(n)"
    before = filled.query(nodes).rows
    with pytest.raises(UserError) as error:
        filled.query(statement)
    assert "\n" not in error.value.message
    assert filled.query(nodes).rows == before
    assert filled.query("MATCH (n:Method) WHERE n.name = 'x' RETURN n.id").rows == []


@pytest.mark.parametrize(
    "statement", ["", "MATCH (n", "RETURN $missing", "RETURN nosuch(1)", "MATCH (n) RETURN x"]
)
def test_a_wrong_statement_is_one_line(filled, statement):
    with pytest.raises(UserError) as error:
        filled.query(statement)
    assert "\n" not in error.value.message


def test_clear_removes_the_graph_and_says_how_much(empty_address):
    with open_store(empty_address, create=True) as store:
        build(store, PAPERS)
        assert store.clear() == len(GRAPH.nodes)
    with pytest.raises(UserError, match="kg build"):
        open_store(empty_address)
    with open_store(empty_address, create=True) as store:
        build(store, PAPERS)
        assert store.graph() == GRAPH


def test_without_a_graph_opening_says_how_to_make_one(empty_address):
    with pytest.raises(UserError, match="kg build"):
        open_store(empty_address)
