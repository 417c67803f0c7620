"""Which entities form a field of their own: Louvain communities of the entity graph, named by their centre.

Louvain (Blondel et al. 2008), NetworkX's implementation, on the damped graph of
:mod:`kg.analysis.entity_graph`, reduced to each entity's strongest ties: the weak ties of a dense graph say
nothing about fields and cost most of the time.
"""

import math
from dataclasses import dataclass
from heapq import nlargest

import networkx as nx

from kg.analysis.entity_graph import entities_by_paper, entity_graph
from kg.analysis.ranking import pagerank
from kg.graph import Graph, NodeKey

TIES = 6
"""An edge stays when it is among this many strongest of either end."""
NAMES = 3
"""A community is named by this many of its most central members."""


@dataclass(frozen=True)
class Community:
    """Entities that have more to do with each other than with the rest.

    Attributes:
        name: its most central members, such as ``DPO, RLHF, reward models``.
        members: the most central first; ``names``, their names.
        papers: number of papers that mention at least two members.
        centrality: of each member, PageRank within the community times the logarithm of its papers.
    """

    name: str
    members: tuple[NodeKey, ...]
    names: tuple[str, ...]
    papers: int
    centrality: dict[NodeKey, float]


def strongest_ties(entities: nx.Graph, *, ties: int = TIES) -> nx.Graph:
    """The same nodes with only those edges that are among the ``ties`` strongest of either end."""
    kept: nx.Graph = nx.Graph()
    kept.add_nodes_from(entities.nodes(data=True))
    for node in entities:
        around = nlargest(ties, entities[node].items(), key=lambda item: (item[1]["weight"], item[0]))
        kept.add_edges_from((node, other, attributes) for other, attributes in around)
    return kept


def partition(entities: nx.Graph, *, resolution: float = 1.0, seed: int = 0) -> list[frozenset[NodeKey]]:
    """Louvain communities of two and more nodes, the largest first; the same seed gives the same answer.

    Args:
        entities: an undirected graph with edge attribute ``weight``.
        resolution: above 1 for smaller communities, below 1 for larger ones.
        seed: the order in which nodes are visited.
    """
    # A fixed order of nodes and edges, whatever order the graph was made in.
    ordered: nx.Graph = nx.Graph()
    ordered.add_nodes_from(sorted(node for node in entities if entities.degree(node)))
    ordered.add_edges_from(
        (a, b, {"weight": entities.edges[a, b]["weight"]})
        for a, b in sorted((a, b) if a < b else (b, a) for a, b in entities.edges)
    )
    found = nx.community.louvain_communities(ordered, weight="weight", resolution=resolution, seed=seed)
    return sorted(
        (frozenset(members) for members in found if len(members) > 1), key=lambda m: (-len(m), min(m))
    )


def communities(
    graph: Graph,
    *,
    resolution: float = 1.0,
    min_size: int = 3,
    limit: int | None = None,
    min_papers: int | None = None,
    seed: int = 0,
    entities: nx.Graph | None = None,
) -> list[Community]:
    """The communities of a graph, those with the most papers first.

    Args:
        graph: the stored graph.
        resolution: above 1 for smaller communities, below 1 for larger ones.
        min_size: leave out communities with fewer members.
        limit: at most this many.
        min_papers: leave out entities of fewer papers; :func:`kg.analysis.entity_graph.default_min_papers` when None.
        seed: for Louvain.
        entities: the entity graph with the same ``min_papers``, where it was made already.
    """
    if entities is None:
        entities = entity_graph(graph, min_papers=min_papers)
    entities = strongest_ties(entities)
    parts = [part for part in partition(entities, resolution=resolution, seed=seed) if len(part) >= min_size]
    papers = _papers(graph, parts)
    rows = [_describe(entities, part, count) for part, count in zip(parts, papers, strict=True)]
    rows.sort(key=lambda community: (-community.papers, -len(community.members), community.members))
    return rows[:limit]


def _describe(entities: nx.Graph, part: frozenset[NodeKey], papers: int) -> Community:
    within = entities.subgraph(sorted(part))
    # What two papers mention can be central in a corner of a community, but tells a reader nothing.
    centrality = {
        node: value * math.log1p(entities.nodes[node]["papers"]) for node, value in pagerank(within).items()
    }
    members = tuple(sorted(part, key=lambda node: (-centrality[node], node)))
    names = tuple(str(entities.nodes[node]["name"]) for node in members)
    return Community(
        ", ".join(names[:NAMES]), members, names, papers, {node: centrality[node] for node in members}
    )


def _papers(graph: Graph, parts: list[frozenset[NodeKey]]) -> list[int]:
    home = {node: number for number, part in enumerate(parts) for node in part}
    counts = [0] * len(parts)
    for found in entities_by_paper(graph).values():
        seen: dict[int, int] = {}
        for node in found:
            if (number := home.get(node)) is not None:
                seen[number] = seen.get(number, 0) + 1
        for number, members in seen.items():
            counts[number] += members > 1
    return counts
