"""Where papers disagree about what is better.

Two papers that state opposite outcomes for the same pair come from the template ``contradictions``. Longer
circles (A outperforms B, B outperforms C, C outperforms A, each in another paper) cannot be asked for in
Cypher that both stores understand: they are found with NetworkX (simple cycles of bounded length, Gupta and
Suzumura 2021).
"""

from collections import defaultdict
from dataclasses import dataclass

import networkx as nx

from kg.analysis.ask import ask
from kg.analysis.skeleton import Said, said_in_graph
from kg.graph import Graph, NodeKey, RelationshipKey
from kg.store import Store

OUTPERFORMS = "OUTPERFORMS"


@dataclass(frozen=True)
class Contradiction:
    """``paper`` says that the system outperforms the other system, ``other_paper`` the reverse."""

    system: str
    other_system: str
    paper: str
    title: str
    sentence: str
    confidence: float
    other_paper: str
    other_title: str
    other_sentence: str
    other_confidence: float


@dataclass(frozen=True)
class CircleStep:
    """One claim of a circle: ``winner`` outperforms ``loser``; ``circle`` numbers the circles from 1."""

    circle: int
    winner: str
    loser: str
    paper: str
    title: str
    sentence: str
    confidence: float


def contradictions(
    store: Store, *, name: str = "", min_confidence: float = 0.0, limit: int = 0
) -> list[Contradiction]:
    """Pairs of papers that state opposite outcomes for the same two systems.

    Args:
        store: the graph.
        name: one of the two systems; all pairs when empty.
        min_confidence: only claims of at least this confidence, 0 to 1.
        limit: at most this many; all when 0.
    """
    rows = ask(store, "contradictions", name=name, min_confidence=min_confidence, limit=limit)
    return [Contradiction(**row) for row in rows.dicts()]


def circles(
    graph: Graph,
    *,
    length: int = 3,
    min_confidence: float = 0.0,
    about: NodeKey | None = None,
    limit: int = 50,
    said: Said | None = None,
) -> list[CircleStep]:
    """Circles of three and more systems in which each is said to outperform the next, in different papers.

    Args:
        graph: the stored graph, or its skeleton.
        length: the largest number of systems in a circle, at least 3.
        min_confidence: only claims of at least this confidence, 0 to 1.
        about: only circles that this system is in.
        limit: at most this many circles, the best supported first.
        said: where sentences are found; in the graph when None.
    """
    beaten: dict[tuple[NodeKey, NodeKey], list[RelationshipKey]] = defaultdict(list)
    for key, properties in graph.relationships.items():
        if key.type == OUTPERFORMS and (properties.get("confidence") or 0.0) >= min_confidence:
            beaten[key.start, key.end].append(key)
    graph_of_wins: nx.DiGraph = nx.DiGraph()
    graph_of_wins.add_edges_from(sorted(beaten))
    found = []
    for cycle in nx.simple_cycles(graph_of_wins, length_bound=length):
        if len(cycle) < 3 or (about is not None and about not in cycle):
            continue
        first = cycle.index(min(cycle))
        nodes = [*cycle[first:], *cycle[:first]]
        keys = [
            min(beaten[pair], key=lambda key: (-(graph.relationships[key].get("confidence") or 0.0), key))
            for pair in zip(nodes, [*nodes[1:], nodes[0]], strict=True)
        ]
        if len({key.paper for key in keys}) > 1:
            weakest = min(graph.relationships[key].get("confidence") or 0.0 for key in keys)
            found.append((-weakest, len(nodes), nodes, keys))
    found.sort(key=lambda item: item[:3])
    said = said or said_in_graph(graph)
    return [
        CircleStep(
            number,
            graph.nodes[key.start]["name"],
            graph.nodes[key.end]["name"],
            key.paper,
            *said(key),
            graph.relationships[key].get("confidence") or 0.0,
        )
        for number, (_, _, _, keys) in enumerate(found[:limit], start=1)
        for key in keys
    ]
