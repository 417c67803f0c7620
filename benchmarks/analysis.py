"""Time of every analysis on a large graph, beside the same question in plain NetworkX calls and Python loops.

    python benchmarks/analysis.py graph.lbug          # a graph that kg build has made
    python benchmarks/analysis.py records.jsonl       # builds one first, from kg extract's records

Prints wall seconds of the best of the runs, the processor seconds of this process in it (about what an idle machine
would take), those of the peer, peer / ours in processor seconds, and whether the limit holds: 10 s for PageRank,
betweenness and communities, 1 s for all others, once the graph is open. Reading the graph
without its texts into memory, which rank, communities, path and circles need, is part of opening it; its time is
printed first, and that of reading the whole, which reports and exports need.

The peers: counting pairs with itertools.combinations, nx.betweenness_centrality from as many pivots (timed for a few
and multiplied), a few rounds of PageRank as a loop, nx.louvain_communities on all edges, nx.shortest_path over all claims without
regard to hubs, loops over nodes and relationships for the rest. They answer the plain question: no damping, no test of
significance, no evidence.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import networkx as nx

import kg
from extract.record import ExtractionRecord
from kg.analysis.entity_graph import entity_graph
from kg.analysis.ranking import PIVOTS
from kg.analysis.trends import periods
from kg.build import build
from kg.schema import CLAIM_TYPES, PAPER, ROLE_TYPES
from kg.store import open_store

RUNS = 3
FEW_PIVOTS = 8
ROUNDS = 5  # of the PageRank loop; ours goes on until it converges
LONG, SHORT = 10.0, 1.0


def timed(run, runs=RUNS):
    """The answer, and wall and processor seconds of the best run."""
    best = (float("inf"), float("inf"))
    for _ in range(runs):
        wall, used = time.perf_counter(), time.process_time()
        answer = run()
        best = min(best, (time.perf_counter() - wall, time.process_time() - used))
    return answer, *best


class Plain:
    """The same questions as one would write them without kg."""

    def __init__(self, graph):
        self.graph = graph.graph
        self.store = graph.store

    def together(self):
        """How many papers have both entities, for every pair."""
        together = Counter()
        by_paper = defaultdict(set)
        for key in self.graph.relationships:
            if key.type in ROLE_TYPES:
                by_paper[key.paper].add(key.end)
        for entities in by_paper.values():
            together.update(combinations(sorted(entities), 2))
        return together

    def rank(self):
        together = self.together()
        net = nx.Graph()
        net.add_weighted_edges_from((a, b, count) for (a, b), count in together.items())
        score = dict.fromkeys(net, 1 / len(net))
        strength = dict(net.degree(weight="weight"))
        for _ in range(ROUNDS):
            following = dict.fromkeys(net, 0.15 / len(net))
            for node, row in net.adjacency():
                for other, tie in row.items():
                    following[other] += 0.85 * score[node] * tie["weight"] / strength[node]
            score = following
        return score

    def betweenness_of_few(self):
        return nx.betweenness_centrality(entity_graph(self.graph), k=FEW_PIVOTS, weight="papers", seed=0)

    def communities(self):
        return nx.community.louvain_communities(entity_graph(self.graph), weight="weight", seed=0)

    def path(self, a, b):
        net = nx.Graph()
        net.add_edges_from(
            (key.start, key.end) for key in self.graph.relationships if key.type in CLAIM_TYPES
        )
        return nx.shortest_path(net, a, b)

    def trends(self, between):
        counts = {True: defaultdict(set), False: defaultdict(set)}
        for key in self.graph.relationships:
            if key.type in ROLE_TYPES:
                date = self.graph.nodes[key.start]["date"]
                if date is not None and between.before <= date < between.until:
                    counts[date >= between.since][key.end].add(key.paper)
        return {
            node: len(counts[True][node]) - len(counts[False][node])
            for node in counts[True].keys() | counts[False].keys()
        }

    def leaderboard(self, dataset):
        on = {key.start for key in self.graph.relationships if key.type == "RESULT_ON" and key.end == dataset}
        rows = []
        for key in self.graph.relationships:
            if key.type == "RESULT_OF" and key.start in on:
                rows.append((self.graph.nodes[key.start]["number"] or 0.0, key.end))
        return sorted(rows, reverse=True)

    def compare(self, a, b):
        return [key for key in self.graph.relationships if {key.start, key.end} == {a, b}]

    def contradictions(self):
        wins = defaultdict(set)
        for key in self.graph.relationships:
            if key.type == "OUTPERFORMS":
                wins[key.start, key.end].add(key.paper)
        return [(a, b) for a, b in list(wins) if a < b and wins.get((b, a), set()) - wins[a, b]]

    def circles(self):
        wins = nx.DiGraph(
            (key.start, key.end) for key in self.graph.relationships if key.type == "OUTPERFORMS"
        )
        return list(nx.simple_cycles(wins, length_bound=3))

    def gaps(self, task):
        systems, datasets, met = set(), set(), set()
        for key in self.graph.relationships:
            if key.end == task and key.type == "USED_FOR":
                systems.add(key.start)
            elif key.end == task and key.type == "BENCHMARK_FOR":
                datasets.add(key.start)
            elif key.type == "EVALUATED_ON":
                met.add((key.start, key.end))
        return [(s, d) for s in systems for d in datasets if (s, d) not in met]

    def backbone(self):
        together = self.together()
        return {pair for pair, count in together.items() if count > 2}


def anew(graph):
    """The same open graph without what earlier answers have left in memory."""
    fresh = kg.KnowledgeGraph(graph.store)
    fresh.__dict__["graph"] = graph.graph
    return fresh


def questions(graph):
    """Name, our answer, the plain one, limit in seconds, and what the peer's time is multiplied by."""
    plain = Plain(graph)
    entities = sorted(
        (node for node in graph.graph.nodes if node.label not in (PAPER, "Result")),
        key=lambda node: (-graph.graph.nodes[node]["papers"], node),
    )
    first = {}
    for node in entities:
        first.setdefault(node.label, []).append(node)
    name = {node: graph.graph.nodes[node]["name"] for node in entities}
    a, b = first["Model"][0], first["Model"][2]
    far = (first["Method"][len(first["Method"]) // 20], first["Dataset"][5])
    dataset, task = first["Dataset"][0], first["Task"][0]
    yield "rank by PageRank", lambda: anew(graph).rank(), plain.rank, LONG, 1
    yield (
        "rank by betweenness",
        lambda: anew(graph).rank(by="betweenness"),
        plain.betweenness_of_few,
        LONG,
        PIVOTS / FEW_PIVOTS,
    )
    yield "communities", lambda: anew(graph).communities(), plain.communities, LONG, 1
    yield "backbone", lambda: graph.backbone(), plain.backbone, LONG, 1
    yield (
        f"path {name[far[0]]} .. {name[far[1]]}",
        lambda: graph.path(name[far[0]], name[far[1]]),
        lambda: plain.path(*far),
        SHORT,
        1,
    )
    if any(row["date"] for row in graph.graph.labelled(PAPER)):
        between = periods(graph.store)
        yield "trends", lambda: graph.trends(), lambda: plain.trends(between), SHORT, 1
    yield (
        f"leaderboard {name[dataset]}",
        lambda: graph.leaderboard(name[dataset]),
        lambda: plain.leaderboard(dataset),
        SHORT,
        1,
    )
    yield (
        f"compare {name[a]}, {name[b]}",
        lambda: graph.compare(name[a], name[b]),
        lambda: plain.compare(a, b),
        SHORT,
        1,
    )
    yield f"gaps {name[task]}", lambda: graph.gaps(name[task], limit=50), lambda: plain.gaps(task), SHORT, 1
    yield "contradictions", lambda: graph.contradictions(), plain.contradictions, SHORT, 1
    yield "circles of three", lambda: graph.circles(), plain.circles, SHORT, 1


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path, help="a graph, or extraction records")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--no-peers", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.source
        if path.suffix == ".jsonl":
            path = Path(folder) / "graph.lbug"
            with (
                arguments.source.open(encoding="utf-8") as lines,
                open_store(str(path), create=True) as store,
            ):
                build(store, [ExtractionRecord.from_dict(json.loads(line)) for line in lines])
        with kg.open(str(path)) as graph:
            _, wall, used = timed(lambda: graph.rank(limit=1), 1)
            print(
                f"first rank, with reading the graph without its texts: {wall:.2f} s, processor {used:.2f} s"
            )
            _, wall, used = timed(lambda: graph.graph, 1)
            counts = graph.graph.counts()
            print(
                f"{counts[PAPER]:,} papers, {len(graph.graph.nodes):,} nodes, "
                f"{len(graph.graph.relationships):,} relationships; reading all: {wall:.2f} s, processor {used:.2f} s"
            )
            print(f"{'analysis':44} {'wall s':>8} {'proc. s':>8} {'peer s':>8} {'ratio':>7}  limit")
            held = True
            for title, ours, peer, limit, times in questions(graph):
                line = f"{title[:44]:44}"
                used = None
                if ours is not None:
                    _, wall, used = timed(ours, arguments.runs)
                    line += f" {wall:8.2f} {used:8.2f}"
                else:
                    line += " " * 18
                if peer is not None and not arguments.no_peers:
                    _, _, theirs = timed(peer, 1)
                    line += f" {theirs * times:8.2f}"
                    line += f" {theirs * times / max(used, 1e-3):7.1f}" if used is not None else " " * 8
                else:
                    line += " " * 17
                if used is not None:
                    within = wall <= limit
                    held &= within
                    verdict = "held" if within else "held on an idle machine" if used <= limit else "MISSED"
                    line += f"  {limit:.0f} s {verdict}"
                print(line, flush=True)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
