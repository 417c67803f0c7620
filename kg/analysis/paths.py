"""How two things are connected: the shortest chain of claims, with the evidence of every step.

Among chains of the same length the one that tells most is taken: over things that few papers mention
(everything is near a hub), by claims of high confidence.
"""

import math
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from extract.ontology import RELATIONS
from kg.analysis.skeleton import Said, said_in_graph
from kg.graph import Graph, NodeKey, RelationshipKey
from kg.schema import CLAIM_TYPES


@dataclass(frozen=True)
class Step:
    """One claim of a chain; it may be walked against its direction.

    Attributes:
        start, start_name: the node where the step starts, and its name.
        phrase: how the claim reads from there, such as ``is outperformed by``.
        end, end_name: the node where it ends.
        relation: the relationship type.
        paper, title, sentence, confidence: the claim with the highest confidence that links the two this way.
        claims: number of claims that link the two, of any type and direction.
    """

    start: NodeKey
    start_name: str
    phrase: str
    end: NodeKey
    end_name: str
    relation: str
    paper: str
    title: str
    sentence: str
    confidence: float
    claims: int


def links(
    graph: Graph,
    *,
    types: Collection[str] = CLAIM_TYPES,
    min_confidence: float = 0.0,
    avoid: Collection[NodeKey] = (),
) -> nx.Graph:
    """Entities linked where a claim relates them; edge attribute ``claims`` lists the relationship keys.

    Args:
        graph: the stored graph.
        types: only claims of these types.
        min_confidence: leave out claims of a lower confidence, 0 to 1.
        avoid: entities that are left out.
    """
    wanted = frozenset(types) & frozenset(RELATIONS)
    said: dict[tuple[NodeKey, NodeKey], list[RelationshipKey]] = defaultdict(list)
    for key, properties in graph.relationships.items():
        if key.type in wanted and (properties.get("confidence") or 0.0) >= min_confidence:
            said[key.start, key.end].append(key)
    result: nx.Graph = nx.Graph()
    result.add_edges_from(
        (a, b, {"claims": keys + (said.get((b, a), []) if a != b else [])})
        for (a, b), keys in said.items()
        if a not in avoid and b not in avoid
    )
    return result


def shortest_path(
    graph: Graph, linked: nx.Graph, start: NodeKey, end: NodeKey, said: Said | None = None
) -> list[Step] | None:
    """The shortest chain of claims between two entities; None when there is none, empty when they are one.

    Args:
        graph: the stored graph, or its skeleton.
        linked: what :func:`links` made of it.
        start: where the chain begins.
        end: where it ends.
        said: where sentences are found; in the graph when None.
    """
    if start == end:
        return []
    if start not in linked or end not in linked:
        return None
    most = math.log1p(max((len(linked[node]) for node in linked), default=1))
    longest = len(linked)

    def length(a: NodeKey, b: NodeKey, attributes: dict[str, list[RelationshipKey]]) -> float:
        # Each step counts 1; what makes a step say little only decides between chains of equally many steps.
        hub = 0.0 if b in (start, end) else math.log1p(len(linked[b])) / most
        doubt = 1.0 - max(_confidence(graph, key) for key in attributes["claims"])
        return longest + (hub + doubt) / 2

    try:
        _, nodes = nx.bidirectional_dijkstra(linked, start, end, weight=length)
    except nx.NetworkXNoPath:
        return None
    said = said or said_in_graph(graph)
    return [_step(graph, said, linked.edges[a, b]["claims"], a, b) for a, b in pairwise(nodes)]


def _step(graph: Graph, said: Said, keys: list[RelationshipKey], start: NodeKey, end: NodeKey) -> Step:
    key = min(keys, key=lambda key: (-_confidence(graph, key), key))
    relation = RELATIONS[key.type]
    title, sentence = said(key)
    return Step(
        start,
        graph.nodes[start]["name"],
        relation.phrase if key.start == start else relation.inverse,
        end,
        graph.nodes[end]["name"],
        key.type,
        key.paper,
        title,
        sentence,
        _confidence(graph, key),
        len(keys),
    )


def _confidence(graph: Graph, key: RelationshipKey) -> float:
    return graph.relationships[key].get("confidence") or 0.0
