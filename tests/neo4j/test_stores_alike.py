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


def renamed(index, title):
    """A paper whose title, and whose entity's name, is hostile text."""
    record = PAPERS[index]
    paper = dataclasses.replace(record.paper, title=title.ljust(len(record.paper.title), "~"))
    return dataclasses.replace(record, paper=paper)


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


def test_values_come_back_as_plain_python(empty_address):
    with open_store(empty_address, create=True) as store:
        build(store, PAPERS)
        rows = store.query(
            "MATCH (p:Paper) RETURN p.date AS date, p.year AS year, p.authors AS authors, p.url AS url, "
            "1.5 AS number, p.id = $id AS here ORDER BY p.id LIMIT 7",
            {"id": "2100.00000"},
        )
    assert rows.columns == ("date", "year", "authors", "url", "number", "here")
    first, seventh = rows.rows[0], rows.rows[6]
    assert first == (datetime.date(2019, 1, 1), 2019, ["A. Author0", "B. Zäöü"], None, 1.5, True)
    assert [type(value) for value in first] == [datetime.date, int, list, type(None), float, bool]
    assert seventh[:2] == (None, None)


def test_nodes_relationships_and_paths_are_dictionaries_of_what_the_schema_names(empty_address):
    with open_store(empty_address, create=True) as store:
        build(store, PAPERS)
        ((node, relationship, path),) = store.query(
            "MATCH q = (p:Paper {id: '2100.00000'})-[r:INTRODUCES]->(m:Method) RETURN m, r, q"
        ).rows
    assert node["_label"] == "Method"
    assert node["name"] == GRAPH.nodes[next(key for key in GRAPH.nodes if key.id == node["id"])]["name"]
    assert relationship["_type"] == "INTRODUCES"
    assert set(relationship) == {
        "_type",
        "paper",
        "surface",
        "mentions",
        "sentence",
        "start",
        "end",
        "confidence",
    }
    assert [part.get("_label") or part["_type"] for part in path] == ["Paper", "INTRODUCES", "Method"]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_a_title_whatever_it_says(empty_address, title):
    papers = [renamed(0, title), PAPERS[1]]
    with open_store(empty_address, create=True) as store:
        build(store, papers)
        written = papers[0].paper.title
        assert store.query("MATCH (p:Paper) WHERE p.title = $title RETURN p.id", {"title": written}).rows == [
            (papers[0].paper.id,)
        ]
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
def test_a_statement_that_would_write_is_refused_in_one_line(empty_address, statement):
    with open_store(empty_address, create=True) as store:
        build(store, PAPERS[:3])
        before = store.graph()
        with pytest.raises(UserError) as error:
            store.query(statement)
        assert "\n" not in error.value.message
        assert store.graph() == before


@pytest.mark.parametrize(
    "statement", ["", "MATCH (n", "RETURN $missing", "RETURN nosuch(1)", "MATCH (n) RETURN x"]
)
def test_a_wrong_statement_is_one_line(empty_address, statement):
    with open_store(empty_address, create=True) as store:
        build(store, PAPERS[:1])
        with pytest.raises(UserError) as error:
            store.query(statement)
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
