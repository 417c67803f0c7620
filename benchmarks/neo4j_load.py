"""Loads a graph into Neo4j with kg and with neo4j-graphrag's Neo4jWriter, on the same server in one run.

    pip install neo4j-graphrag
    python benchmarks/neo4j_load.py --records records.jsonl         # of kg extract
    python benchmarks/neo4j_load.py                                 # 20,000 abstracts of the shared corpus
    python benchmarks/neo4j_load.py --papers 2000 --batches 500,1000,2000,5000 --no-peer
    python benchmarks/neo4j_load.py --writers 1,2,4 --no-peer

Both load in turns, a few rounds. Prints nodes and relationships a second of both, the ratio of the best loads (at
least 3 is wanted), and the rate of the last tenth of kg's load over that of its first (at least 0.8). Neo4jWriter
is measured twice: with the driver that its installation brings, and with the compiled parts of the driver that
kg's brings (neo4j-rust-ext). The time that kg's name and text indexes take after the load is told apart;
Neo4jWriter makes none. The server is the tests' own, started for this run in a temporary folder, unless --store
names another, whose database must be empty and have APOC core.
"""

import argparse
import asyncio
import itertools
import json
import lzma
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

PLAIN_DRIVER = "KG_BENCHMARK_PLAIN_DRIVER"
"""Set in the environment of a peer whose driver is to do without its compiled parts."""
if PLAIN_DRIVER in os.environ:
    sys.modules["neo4j._rust"] = None

import neo4j  # noqa: E402

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.neo4j_server import Neo4jServer  # noqa: E402

from extract.record import ExtractionRecord  # noqa: E402
from kg.graph import Graph  # noqa: E402
from kg.resolution import resolve  # noqa: E402
from kg.store import neo4j as store_module  # noqa: E402
from kg.store import open_store  # noqa: E402
from kg.store.neo4j_statements import drop_schema  # noqa: E402
from kg.store.rows import node_tables, relationship_tables  # noqa: E402

CORPUS = "corpus/arxiv-abstracts.jsonl.xz"
PARTS = 10


def main() -> None:
    arguments = parsed()
    if arguments.peer_alone:
        print(load_with_graphrag(arguments.store, pickle.loads(arguments.peer_alone.read_bytes())))
        return
    records = list(itertools.islice(read_records(arguments), arguments.papers))
    graph = resolve(records).graph
    total = len(graph.nodes) + len(graph.relationships)
    print(f"{len(records):,} papers: {len(graph.nodes):,} nodes, {len(graph.relationships):,} relationships")
    with tempfile.TemporaryDirectory() as folder:
        server = None
        address = arguments.store
        if address is None:
            server = started(Path(folder))
            address = server.uri
        try:
            # A cold server compiles: both write everything once before anything is measured.
            print("warming up")
            load_with_kg(address, graph)
            if not arguments.no_peer:
                load_with_graphrag(address, graph)
            seconds = defaultdict(list)
            for _ in range(arguments.rounds):
                for size, writers in itertools.product(arguments.batches, arguments.writers):
                    store_module.BATCH, store_module.WRITERS = size, writers
                    seconds["kg"].append(load_with_kg(address, graph))
                for driver in () if arguments.no_peer else ("plain driver", "compiled driver"):
                    theirs = apart(address, graph, Path(folder), plain=driver == "plain driver")
                    seconds[driver].append(theirs)
                    print(
                        f"neo4j-graphrag, {driver}: {total / theirs:,.0f} nodes and relationships/s ({theirs:.1f} s)"
                    )
            ours = min(seconds.pop("kg"))
            for driver, times in seconds.items():
                print(
                    f"best of {arguments.rounds}, {driver}: kg {total / ours:,.0f}, neo4j-graphrag "
                    f"{total / min(times):,.0f} nodes and relationships/s; ratio {min(times) / ours:.1f} (wanted: 3 or more)"
                )
        finally:
            if server:
                server.kill()


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--records", type=Path, help="JSON lines of kg extract; without it the corpus is extracted"
    )
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))
    )
    parser.add_argument("--papers", type=int, default=20_000, help="how many papers (default 20,000)")
    parser.add_argument("--store", help="address of an empty server (default: one is started)")
    parser.add_argument(
        "--batches", type=sizes, default=[store_module.BATCH], help="batch sizes of kg to try"
    )
    parser.add_argument(
        "--writers", type=sizes, default=[store_module.WRITERS], help="numbers of kg's writers to try"
    )
    parser.add_argument("--rounds", type=int, default=2, help="how often each loads (default 2)")
    parser.add_argument("--no-peer", action="store_true", help="leave neo4j-graphrag out")
    parser.add_argument("--peer-alone", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def sizes(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def read_records(arguments: argparse.Namespace):
    if arguments.records:
        with arguments.records.open(encoding="utf-8") as lines:
            yield from (ExtractionRecord.from_dict(json.loads(line)) for line in lines)
        return
    from extract.paper import Paper
    from extract.pipeline import extract_records

    corpus = arguments.shared / CORPUS
    if not corpus.is_file():
        sys.exit(f"there is no {corpus}: give --records, or --shared with the folder that holds {CORPUS}")
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        papers = (
            Paper(str(row.get("id", number)), row["title"], row["abstract"], date=row.get("date"))
            for number, row in enumerate(itertools.islice(rows, arguments.papers))
        )
        yield from extract_records(papers)


def started(folder: Path) -> Neo4jServer:
    # The full compiler, as a server in earnest runs; tests run with the quick one alone.
    settings = {"dbms.security.procedures.unrestricted": "apoc.*", "server.memory.pagecache.size": "512m"}
    return Neo4jServer(folder, settings, memory="2g", options=(), plugins=("apoc-core",)).start()


def apart(address: str, graph: Graph, folder: Path, *, plain: bool) -> float:
    """Seconds that Neo4jWriter takes in a process of its own, with or without the driver's compiled parts."""
    path = folder / "graph.pickle"
    path.write_bytes(pickle.dumps(graph))
    environment = os.environ | ({PLAIN_DRIVER: "1"} if plain else {})
    command = [sys.executable, __file__, "--peer-alone", str(path), "--store", address]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)


def load_with_kg(address: str, graph: Graph) -> float:
    """Seconds of the load; prints its rate as a whole and by tenths."""
    steps: list[tuple[float, int]] = []
    write_batch = store_module.Neo4jStore._write_batch

    def timed(store, batch, writer, *, again=False):
        write_batch(store, batch, writer, again=again)
        if not again:
            steps.append((time.perf_counter(), sum(len(statement.rows) for statement in batch)))

    store_module.Neo4jStore._write_batch = timed
    try:
        with open_store(address, create=True) as store, store.building():
            began = time.perf_counter()
            store.write([], graph)
            seconds = time.perf_counter() - began
            store.query("CALL db.awaitIndexes(600)")
            indexes = time.perf_counter() - began - seconds
        with open_store(address) as store:
            stored = store.graph()
    finally:
        store_module.Neo4jStore._write_batch = write_batch
        empty(address)
    assert stored == graph, "what is stored is not what was written"
    total = len(graph.nodes) + len(graph.relationships)
    print(
        f"kg, {store_module.WRITERS} writers, batches of {store_module.BATCH:,}: {total / seconds:,.0f} nodes and "
        f"relationships/s ({seconds:.1f} s, and {indexes:.1f} s until its indexes are there)"
    )
    rates = by_tenths(began, steps)
    print("  by tenths: " + " ".join(f"{rate:,.0f}" for rate in rates))
    print(f"  last tenth over first: {rates[-1] / rates[0]:.2f} (wanted: 0.8 or more)")
    return seconds


def by_tenths(began: float, steps: list[tuple[float, int]]) -> list[float]:
    """Rows a second in each tenth of the rows: batches as they ended, rows within one spread evenly."""
    times, rows = zip(*sorted(steps), strict=True)
    done = [0, *itertools.accumulate(rows)]
    bounds = np.interp([done[-1] * part / PARTS for part in range(PARTS + 1)], done, [began, *times])
    return [float(rate) for rate in done[-1] / PARTS / np.diff(bounds)]


def load_with_graphrag(address: str, graph: Graph) -> float:
    """Seconds that Neo4jWriter takes for the same nodes and relationships, with its own batch size."""
    from neo4j_graphrag.components.kg_writer import Neo4jWriter
    from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship

    theirs = Neo4jGraph(
        nodes=[
            Neo4jNode(id=f"{table.label} {id}", label=table.label, properties=given(table.properties, row))
            for table in node_tables(graph)
            for id, row in table.rows.items()
        ],
        relationships=[
            Neo4jRelationship(
                start_node_id=f"{table.start} {start}",
                end_node_id=f"{table.end} {end}",
                type=table.type,
                properties=given(table.properties, row),
            )
            for table in relationship_tables(graph)
            for (start, end, _), row in table.rows.items()
        ],
    )
    with neo4j.GraphDatabase.driver(address) as driver:
        writer = Neo4jWriter(driver)
        began = time.perf_counter()
        result = asyncio.run(writer.run(theirs))
        seconds = time.perf_counter() - began
    assert result.status == "SUCCESS", result
    empty(address)
    return seconds


def given(properties, row):
    return {one.name: value for one, value in zip(properties, row, strict=True) if value not in (None, [])}


def empty(address: str) -> None:
    """Leave nothing behind, no index either, which would slow the other one down."""
    with neo4j.GraphDatabase.driver(address) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS").consume()
        for statement in drop_schema():
            session.run(statement).consume()


if __name__ == "__main__":
    main()
