"""A server that allows a transaction little memory gets smaller transactions."""

from support.papers import records

from kg.build import build
from kg.resolution import resolve
from kg.store import neo4j, open_store

PAPERS = records(300)


def test_what_is_too_large_for_the_server_is_written_and_cleared_in_parts(own_server, monkeypatch):
    # hardly more memory for a transaction than the server needs to start
    server = own_server({"db.memory.transaction.max": "8m"})
    monkeypatch.setattr(neo4j, "BATCH", 10_000)
    monkeypatch.setattr(neo4j, "_RECORD_BATCH", 10_000)
    monkeypatch.setattr(neo4j, "_SIDE_BY_SIDE", 10**9)
    write_batch = neo4j.Neo4jStore._write_batch
    parts = []

    def counting(store, batch, writer, **again):
        parts.append(bool(again))
        write_batch(store, batch, writer, **again)

    monkeypatch.setattr(neo4j.Neo4jStore, "_write_batch", counting)
    with open_store(server.uri, create=True) as store:
        build(store, PAPERS)
        assert any(parts)
        assert sorted(store.records(), key=lambda record: record.paper.id) == sorted(
            PAPERS, key=lambda record: record.paper.id
        )
        assert store.query("MATCH (p:Paper) RETURN count(p)").rows == [(300,)]
        found = store.query("MATCH (a)-[r]->(b) WHERE r.paper IS NOT NULL RETURN count(r)").rows
        graph = resolve(PAPERS).graph
        assert found == [(len(graph.relationships),)]
        monkeypatch.setattr(neo4j, "_REMOVED", 100_000)
        assert store.clear() == len(graph.nodes)
    assert server.run("MATCH (n) WHERE NOT n:KgStore RETURN count(n) AS left") == [{"left": 0}]
