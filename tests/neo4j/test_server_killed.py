"""The server is killed while a graph is loaded, started again on the same folder, and the load is run again."""

import threading

import pytest
from support.papers import records

from kg.build import build
from kg.errors import UserError
from kg.resolution import resolve
from kg.store import neo4j, neo4j_access, open_store
from kg.store.base import Changes

PAPERS = records(150)
CLEAN = resolve(PAPERS).graph
MOMENTS = (1, 4, 9, 20, 33)  # of 33 batches: 2 with records, 4 with nodes, the others with relationships


def test_a_load_whose_server_is_killed_is_completed_by_the_next(own_server, monkeypatch):
    server = own_server()
    monkeypatch.setattr(neo4j_access, "RETRY_TIME", 1.0)
    monkeypatch.setattr(neo4j, "BATCH", 100)
    monkeypatch.setattr(neo4j, "_RECORD_BATCH", 100)
    monkeypatch.setattr(neo4j, "_SIDE_BY_SIDE", 0)
    write_batch = neo4j.Neo4jStore._write_batch
    written = moment = 0
    killer = threading.Timer(0, server.kill)

    def killing(store, batch, writer):
        nonlocal written, killer
        written += 1
        if written == moment:
            killer = threading.Timer(0.005, server.kill)  # while the server works on this batch
            killer.start()
        write_batch(store, batch, writer)

    monkeypatch.setattr(neo4j.Neo4jStore, "_write_batch", killing)
    for moment in MOMENTS:
        written = 0
        with open_store(server.uri, create=True) as store, pytest.raises(UserError) as error:
            build(store, PAPERS)
        assert "run the same command again" in error.value.message
        assert "\n" not in error.value.message
        killer.join()
        server.start()
        moment = 0
        with open_store(server.uri, create=True) as store:
            build(store, PAPERS)
            assert build(store, PAPERS) == Changes()
            assert store.graph() == CLEAN
            assert list(store.records()) == sorted(PAPERS, key=lambda record: record.paper.id)
            ids = store.query("MATCH (n) WHERE n.kg_id IS NOT NULL RETURN count(n)").rows[0][0]
            assert ids == len(CLEAN.nodes) + len(PAPERS)
            store.clear()
