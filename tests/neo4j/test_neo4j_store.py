"""What only the Neo4j store promises: other applications' data, the lock, the state of the graph."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.papers import records

from kg.build import build
from kg.errors import UserError
from kg.resolution import resolve
from kg.store import open_store
from kg.store.base import Changes

DYING_BUILD = Path(__file__).parents[1] / "support" / "dying_build.py"
PAPERS = records(40)


@pytest.fixture
def store(neo4j_address):
    """The server as an empty store."""
    with open_store(neo4j_address, create=True) as store:
        yield store


def test_another_applications_data_stay_untouched_by_build_and_clear(neo4j_server, neo4j_address):
    ours = sorted(record.paper.id for record in PAPERS)[0]
    neo4j_server.run(
        "CREATE (p:Paper {id: $id, title: 'theirs'})-[:USES {since: 1}]->(:Method {id: 'method:lora', name: 'LoRA'}),"
        " (:Person {name: 'Ada'})-[:READ {paper: $id}]->(p), (:Record {id: $id})",
        id=ours,
    )
    theirs = (
        "MATCH (n) WHERE n.kg_id IS NULL AND NOT n:KgStore OPTIONAL MATCH (n)-[r]->(m) "
        "RETURN labels(n) AS labels, properties(n) AS n, type(r) AS type, properties(r) AS r, properties(m) AS m "
        "ORDER BY labels, type"
    )
    before = neo4j_server.run(theirs)
    with open_store(neo4j_address, create=True) as store:
        build(store, PAPERS)
        assert store.graph() == resolve(PAPERS).graph
        assert neo4j_server.run(theirs) == before
        with store.building():
            store.write([], resolve([]).graph)
        build(store, PAPERS)
        store.clear()
    assert neo4j_server.run(theirs) == before
    assert neo4j_server.run("MATCH (n) WHERE n.kg_id IS NOT NULL OR n:KgStore RETURN n") == []
    assert neo4j_server.run("SHOW INDEXES YIELD name WHERE name STARTS WITH 'kg_' RETURN name") == [
        {"name": "kg_store"}
    ]


def test_what_others_add_to_our_nodes_stays_there(neo4j_server, store):
    build(store, PAPERS[:5])
    neo4j_server.run(
        "MATCH (m:Method {name: 'LoRA'}) SET m:Starred, m.rank = 0.5 CREATE (m)<-[:NOTE]-(:Note {text: 'x'})"
    )
    build(store, PAPERS)
    assert store.graph() == resolve(PAPERS).graph
    assert neo4j_server.run("MATCH (m:Starred)<-[:NOTE]-(n) RETURN m.rank AS rank, n.text AS text") == [
        {"rank": 0.5, "text": "x"}
    ]


def test_the_first_build_makes_constraints_indexes_and_full_text_indexes(neo4j_server, store):
    build(store, PAPERS[:5])
    kinds = {row["name"]: row["type"] for row in neo4j_server.run("SHOW INDEXES YIELD name, type")}
    assert kinds["kg_unique_method"] == kinds["kg_paper_id"] == "RANGE"
    assert kinds["kg_names"] == kinds["kg_texts"] == "FULLTEXT"
    neo4j_server.run("CALL db.awaitIndexes(60)")
    neo4j_server.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    found = neo4j_server.run(
        "CALL db.index.fulltext.queryNodes('kg_names', 'quill') YIELD node RETURN node.name"
    )
    assert found


def test_a_graph_of_another_schema_version_is_one_line(neo4j_server, store):
    build(store, PAPERS[:2])
    neo4j_server.run("MATCH (s:KgStore {id: 'graph'}) SET s.schema = 99")
    with pytest.raises(UserError, match="schema version 99"):
        open_store(store.address)


def test_a_graph_whose_build_did_not_end_says_so(neo4j_server, store, caplog):
    build(store, PAPERS[:2])
    neo4j_server.run("MATCH (s:KgStore {id: 'graph'}) SET s.complete = false")
    with open_store(store.address):
        pass
    assert "did not end" in caplog.text


def start_build(address, count, first=0, die_at=0):
    """``kg build``'s work on records ``first`` to ``count`` in a process of its own, which may kill itself."""
    command = [sys.executable, str(DYING_BUILD), address, str(count), str(first), str(die_at)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_builds_at_once_both_end_in_the_graph_of_both(store):
    first, second = start_build(store.address, 120), start_build(store.address, 240, first=80)
    for process in (first, second):
        _, errors = process.communicate(timeout=600)
        assert process.returncode == 0, errors
    assert store.graph() == resolve(records(240)).graph
    assert len(list(store.records())) == 240
    assert build(store, records(240)) == Changes()


def test_a_build_waits_for_another_and_says_so(store, caplog):
    with store.building():
        waiting = start_build(store.address, 20)
        assert "waiting for it to end" in waiting.stderr.readline()
        assert waiting.poll() is None
        store.write(PAPERS, resolve(PAPERS).graph)
    waiting.communicate(timeout=600)
    assert waiting.returncode == 0
    assert store.graph() == resolve(PAPERS).graph


def test_a_build_that_is_killed_frees_the_lock_and_the_next_one_completes_the_graph(store):
    clean = resolve(records(120)).graph
    for die_at in (1, 5, 20):
        killed = start_build(store.address, 120, die_at=die_at)
        killed.communicate(timeout=600)
        assert killed.returncode == -9
        assert store.graph() != clean
        began = time.monotonic()
        build(store, [])
        assert time.monotonic() - began < 300  # it does not wait for the dead one
        build(store, records(120))
        assert store.graph() == clean
        store.clear()
        assert store.graph().nodes == {}
