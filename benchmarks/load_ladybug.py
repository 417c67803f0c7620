"""Time and memory of loading a graph of 20,000 papers into a LadybugDB file, beside UNWIND and CREATE.

    python benchmarks/load_ladybug.py
    python benchmarks/load_ladybug.py --papers 2000

The graph is made up, in the proportions of real ones: 6 nodes and 25 relationships a paper. It is loaded as a
build loads it, then compared with itself and read back. The peer is what the engine's manual shows for data that
comes from a program: UNWIND of a list of rows, then CREATE, in batches of 1,000 in one transaction; it gets a
twentieth of the papers. Prints rows a second of both, their ratio, and the peak of memory beside its limit.
"""

import argparse
import datetime
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import ladybug

from kg.graph import Graph, NodeKey, RelationshipKey
from kg.schema import CLAIM_TYPES, ENTITY_LABELS, NODES, PAPER, RELATIONSHIPS, RESULT, ROLE_TYPES
from kg.store import ladybug_tables, open_store
from kg.store.base import in_batches
from kg.store.ladybug_engine import Engine
from kg.store.rows import node_tables, relationship_tables

SENTENCE = "We compare both on a benchmark of {} questions and find a gain of {} points over the baseline. "
LIMIT = 1500.0  # megabytes


def made_up(papers):
    """A graph with the proportions of one of real abstracts; some entities are in very many papers."""
    chance = random.Random(1)
    graph = Graph()

    def entity(label):
        index = int(papers * chance.random() ** 3)
        id = f"{label.lower()}:name-{index}"
        key = NodeKey(label, id)
        if key not in graph.nodes:
            day = datetime.date(2020, 1, 1) + datetime.timedelta(days=index % 2000)
            names = [f"Name {index}", f"N{index}"]
            graph.nodes[key] = {
                **{
                    "id": id,
                    "name": names[0],
                    "type": label,
                    "aliases": names[1:],
                    "keys": names,
                    "papers": 1,
                },
                **{
                    "introduced": 0,
                    "first_seen": day,
                    "last_seen": day,
                    "first_year": day.year,
                    "confidence": 0.9,
                },
            }
        return key

    def relate(kind, start, end, paper, values):
        values = {one.name: values.get(one.name) for one in RELATIONSHIPS[kind].properties} | {"paper": paper}
        graph.relationships[RelationshipKey(kind, start, end, paper)] = values

    for index in range(papers):
        paper = f"2400.{index:05d}"
        node = NodeKey(PAPER, paper)
        day = datetime.date(2020, 1, 1) + datetime.timedelta(days=index % 2000)
        sentence = SENTENCE.format(index, index % 7)
        graph.nodes[node] = {
            **{
                "id": paper,
                "title": f"Title {index}",
                "abstract": sentence * 12,
                "date": day,
                "year": day.year,
            },
            **{"authors": ["A. One", "B. Two"], "categories": ["cs.CL"], "url": None, "source": "made up"},
        }
        evidence = {"sentence": sentence, "start": 10, "end": 110, "confidence": 0.8}
        for _ in range(12):
            role = {**evidence, "surface": "Name", "mentions": 1}
            relate(chance.choice(ROLE_TYPES), node, entity(chance.choice(ENTITY_LABELS)), paper, role)
        for _ in range(12):
            kind = chance.choice(CLAIM_TYPES)
            start, end = chance.choice(RELATIONSHIPS[kind].pairs)
            claim = {**evidence, "head_surface": "a", "tail_surface": "b"}
            relate(kind, entity(start), entity(end), paper, claim)
        result = NodeKey(RESULT, f"{paper}:1")
        graph.nodes[result] = {one.name: None for one in NODES[RESULT].properties} | {
            **evidence,
            **{"id": result.id, "value": "3.1%", "number": 3.1, "unit": "%", "gain": True, "paper": paper},
        }
        relate("REPORTS", node, result, paper, {})
    return graph


def unwind(graph, path):
    """Load a graph with UNWIND and CREATE."""
    with Engine(path, read_only=False, memory=1 << 29) as engine:
        ladybug_tables.create(engine)
    database = ladybug.Database(str(path))
    connection = ladybug.Connection(database)
    connection.execute("BEGIN TRANSACTION")
    for table in node_tables(graph):
        names = [one.name for one in table.properties]
        values = ", ".join(f"`{name}`: row.`{name}`" for name in names)
        for batch in in_batches(table.rows.values(), 1000):
            rows = [dict(zip(names, row, strict=True)) for row in batch]
            connection.execute(f"UNWIND $rows AS row CREATE (:{table.label} {{{values}}})", {"rows": rows})
    for table in relationship_tables(graph):
        names = [one.name for one in table.properties]
        values = ", ".join(f"`{name}`: row.`{name}`" for name in names)
        for batch in in_batches(table.rows.items(), 1000):
            rows = [dict(zip(names, row, strict=True), _s=key[0], _e=key[1]) for key, row in batch]
            connection.execute(
                f"UNWIND $rows AS row MATCH (s:{table.start} {{id: row._s}}), (e:{table.end} {{id: row._e}}) "
                f"CREATE (s)-[:{table.type} {{{values}}}]->(e)",
                {"rows": rows},
            )
    connection.execute("COMMIT")
    connection.close()
    database.close()


def timed(name, rows, work):
    """Do work, print and return its rows a second."""
    start, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(f"{name:24}{rows:10,} rows{wall:9.1f} s{cpu:9.1f} cpu s{rows / wall:12,.0f} rows/s", flush=True)
    return rows / wall, rows / cpu


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, default=20_000)
    papers = parser.parse_args().papers
    graph = made_up(papers)
    rows = len(graph.nodes) + len(graph.relationships)
    print(f"{papers:,} papers: {len(graph.nodes):,} nodes, {len(graph.relationships):,} relationships")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.lbug"
        with open_store(str(path), create=True) as store:

            def write():
                with store.building():
                    store.write([], graph)

            load = timed("load", rows, write)
            unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
            timed("load again, no change", rows, write)
            timed("read", rows, store.graph)
        print(f"{path.stat().st_size / (1 << 20):.0f} MB on disk")
        print(f"peak memory of the load, the graph included: {peak:,.0f} MB, {peak / LIMIT:.2f} of the limit")
        part = made_up(papers // 20)
        size = len(part.nodes) + len(part.relationships)
        peer = timed("UNWIND and CREATE", size, lambda: unwind(part, Path(folder) / "peer.lbug"))
    print(f"load / UNWIND: {load[0] / peer[0]:.1f} by the clock, {load[1] / peer[1]:.1f} by processor time")


if __name__ == "__main__":
    main()
