"""Time of every query template on a large graph, beside the same questions in plain NetworkX loops or in Neo4j.

    python benchmarks/templates.py graph.lbug                          # a graph that kg build has made
    python benchmarks/templates.py records.jsonl                       # builds one first, from kg extract's records
    python benchmarks/templates.py graph.lbug --neo4j bolt://...       # the same templates on a server with that graph

Each template is asked with the values of its example and, for entities that the graph lacks, with its most
frequent entity of the right type. Prints the seconds of the first and of the best run, the seconds of this process
in it (what an idle machine would take at most), the peer's best run, and peer / store. Limit: 1 s for every
template once the graph is open (best run). The loops answer the question over a NetworkX graph that is in memory
already; they are there for the questions in ``PEERS``, and their rows are counted against the template's.
"""

import argparse
import datetime
import json
import shlex
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import networkx as nx

import queries
from extract.record import ExtractionRecord
from kg.build import build
from kg.entity import matching
from kg.graph import Graph
from kg.schema import CLAIM_TYPES, ENTITY_LABELS, ROLE_TYPES
from kg.store import open_store

LIMIT = 1.0
RUNS = 3


def values_for(store, template):
    """The example's values, with an entity that the graph has in the place of one that it lacks."""
    values = dict(word.split("=", 1) for word in shlex.split(template.example)[3:])
    for parameter in template.parameters:
        given = values.get(parameter.name)
        if parameter.paper and given:
            values[parameter.name] = store.query("MATCH (p:Paper) RETURN min(p.id) AS id").rows[0][0]
        elif parameter.entity is not None and given and not matching(store, given, parameter.entity):
            labels = "|".join(parameter.entity or ENTITY_LABELS)
            values[parameter.name] = store.query(
                f"MATCH (e:{labels}) RETURN e.name AS name ORDER BY e.papers DESC, e.id LIMIT 1"
            ).rows[0][0]
    return template.bind(values)


def timed(run):
    """The answer, seconds of the first and of the best run, and processor seconds of the best."""
    walls, processor = [], []
    for _ in range(RUNS):
        started, used = time.perf_counter(), time.process_time()
        answer = run()
        walls.append(time.perf_counter() - started)
        processor.append(time.process_time() - used)
    return answer, walls[0], min(walls), min(processor)


class Loops:
    """The same questions as loops over a NetworkX graph, as one would write them without a database."""

    def __init__(self, graph: Graph):
        self.net = nx.MultiDiGraph()
        self.net.add_nodes_from((key, properties) for key, properties in graph.nodes.items())
        self.net.add_edges_from(
            (key.start, key.end, (key.type, key.paper), properties)
            for key, properties in graph.relationships.items()
        )

    def named(self, name, labels=ENTITY_LABELS):
        """Nodes of these labels with a name or alias."""
        return [
            n for n, row in self.net.nodes(data=True) if n.label in labels and name.lower() in row["keys"]
        ]

    def incoming(self, node, *types):
        """(start, properties) of relationships into a node."""
        return [
            (a, row)
            for a, _, (kind, _), row in self.net.in_edges(node, keys=True, data=True)
            if kind in types
        ]

    def outgoing(self, node, *types):
        """(end, properties) of relationships out of a node."""
        return [
            (b, row)
            for _, b, (kind, _), row in self.net.out_edges(node, keys=True, data=True)
            if kind in types
        ]

    def methods_for_task(self, values):
        return sum(
            a.label == "Method"
            for task in self.named(values["task"], ["Task"])
            for a, _ in self.incoming(task, "USED_FOR")
        )

    def claims_about(self, values):
        own = set(self.named(values["name"]))
        away = sum(len(self.outgoing(node, *CLAIM_TYPES)) for node in own)
        return away + sum(a not in own for node in own for a, _ in self.incoming(node, *CLAIM_TYPES))

    def papers_for_entity(self, values):
        wanted = values["roles"] or ROLE_TYPES
        return sum(len(self.incoming(node, *wanted)) for node in self.named(values["name"]))

    def leaderboard(self, values):
        datasets = set(self.named(values["name"], ["Dataset"]))
        for task in self.named(values["name"], ["Task"]):
            datasets.update(a for a, _ in self.incoming(task, "BENCHMARK_FOR"))
        return sum(
            len(self.outgoing(result, "RESULT_OF"))
            for dataset in datasets
            for result, _ in self.incoming(dataset, "RESULT_ON")
        )

    def contradictions(self, values):
        claims = defaultdict(set)
        for a, b, (kind, _), row in self.net.edges(keys=True, data=True):
            if kind == "OUTPERFORMS":
                claims[a, b].add(row["paper"])
        return sum(
            p != q
            for (a, b), papers in claims.items()
            if a.id < b.id
            for p in papers
            for q in claims.get((b, a), ())
        )

    def rising(self, values):
        since, before = (datetime.date.fromisoformat(values[name]) for name in ("since", "before"))
        dated = {
            n: row["date"] >= since
            for n, row in self.net.nodes(data=True)
            if n.label == "Paper" and row["date"] and row["date"] >= before
        }
        later_all = sum(dated.values())
        earlier_all = len(dated) - later_all
        rising = 0
        for node in self.net:
            if node.label not in ENTITY_LABELS:
                continue
            seen = [dated[p] for p, _ in self.incoming(node, *ROLE_TYPES) if p in dated]
            later = sum(seen)
            if len(seen) >= values["min_papers"] and later_all and earlier_all:
                rising += later / later_all > (len(seen) - later) / earlier_all
        return rising

    def bridges(self, values):
        shared = defaultdict(int)
        for node in self.net:
            if node.label in ("Method", "Model"):
                tasks = sorted({b for b, _ in self.outgoing(node, "USED_FOR")})
                if 1 < len(tasks) <= values["max_tasks"]:
                    for i, one in enumerate(tasks):
                        for other in tasks[i + 1 :]:
                            shared[one, other] += 1
        found = 0
        for (one, other), count in shared.items():
            if count >= values["min_shared"]:
                papers = {p for p, _ in self.incoming(one, *ROLE_TYPES)}
                found += not papers & {p for p, _ in self.incoming(other, *ROLE_TYPES)}
        return found


PEERS = {
    "methods-for-task": Loops.methods_for_task,
    "claims-about": Loops.claims_about,
    "papers-for-entity": Loops.papers_for_entity,
    "leaderboard": Loops.leaderboard,
    "contradictions": Loops.contradictions,
    "rising": Loops.rising,
    "bridges": Loops.bridges,
}


def graph_file(path: str) -> str:
    """The graph itself, or one built from a file of records."""
    if not path.endswith((".jsonl", ".json")):
        return path
    made = str(Path(tempfile.mkdtemp()) / "graph.lbug")
    with open(path, encoding="utf-8") as lines:
        records = [ExtractionRecord.from_dict(json.loads(line)) for line in lines]
    started = time.perf_counter()
    with open_store(made, create=True) as store:
        build(store, records)
    print(
        f"built {made} from {len(records):,} records in {time.perf_counter() - started:.0f} s",
        file=sys.stderr,
    )
    return made


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", help="a graph file, or a JSON lines file of extraction records")
    parser.add_argument("--neo4j", help="address of a server with the same graph, as another peer")
    parser.add_argument("--only", nargs="*", default=[], help="names of templates")
    arguments = parser.parse_args()
    over = []
    with open_store(graph_file(arguments.graph)) as store:
        server = open_store(arguments.neo4j) if arguments.neo4j else None
        graph = store.graph()
        loops = Loops(graph)
        papers = sum(key.label == "Paper" for key in graph.nodes)
        print(f"{papers:,} papers, {len(graph.nodes):,} nodes, {len(graph.relationships):,} relationships")
        del graph
        print(f"{'template':24} {'rows':>6} {'first':>7} {'best':>7} {'cpu':>7} {'peer':>9} {'peer/best':>9}")
        for name, template in queries.templates().items():
            if arguments.only and name not in arguments.only:
                continue
            bound = values_for(store, template)
            rows, first, best, used = timed(lambda: store.query(template.cypher, bound).rows)  # noqa: B023
            peers = []
            if name in PEERS:
                everything = store.query(template.cypher, {**bound, "limit": 10**8}).rows
                count, _, seconds, _ = timed(lambda: PEERS[name](loops, bound))  # noqa: B023
                assert count == len(everything), (
                    f"{name}: {count} by loops, {len(everything)} by the template"
                )
                peers.append(f"loops {seconds:.3f} {seconds / best:6.1f}x")
            if server:
                answer, _, seconds, _ = timed(lambda: server.query(template.cypher, bound).rows)  # noqa: B023
                assert answer == rows, f"{name}: the stores differ"
                peers.append(f"neo4j {seconds:.3f} {seconds / best:6.1f}x")
            mark = ""
            if best > LIMIT:
                over.append(name)
                mark = "  over the limit"
            print(
                f"{name:24} {len(rows):6} {first:7.3f} {best:7.3f} {used:7.3f}   {'   '.join(peers)}{mark}",
                flush=True,
            )
        if server:
            server.close()
    print(f"{'over' if over else 'within'} the limit of {LIMIT} s: {', '.join(over) or 'all'}")
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
