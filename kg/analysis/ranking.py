"""Which entities matter most: PageRank and betweenness on the entity graph, hubs damped.

PageRank (Brin and Page 1998) says what the literature revolves around; betweenness (Freeman 1977) says what
connects parts of it that would otherwise lie apart. Both run on
:func:`kg.analysis.entity_graph.entity_graph`, whose text says how hubs are damped. The graph is NetworkX's;
the two measures are computed by igraph, because NetworkX's PageRank needs SciPy and its betweenness takes
minutes on the graph of 20,000 papers.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass

import igraph
import networkx as nx

from kg.analysis.entity_graph import default_min_papers, entity_graph
from kg.graph import Graph, NodeKey

DAMPING = 0.85
PIVOTS = 256
"""Betweenness counts the shortest paths from this many entities drawn by chance (Brandes and Pich 2007);
from every entity when there are no more, and from fewer in a very large graph."""
FEWEST_PIVOTS = 32
WORK = 20_000_000
"""Edges times pivots, beyond which there are fewer pivots: a few seconds."""


@dataclass(frozen=True)
class Ranked:
    """An entity with its standing.

    Attributes:
        entity: the node.
        name: its name.
        type: its label.
        papers: number of papers that mention it.
        score: PageRank, scaled so that an average entity has 1.
        betweenness: share of the shortest paths between others that lead through it, 0 to 1; None where the
            ranking is not by it.
    """

    entity: NodeKey
    name: str
    type: str
    papers: int
    score: float
    betweenness: float | None


def pagerank(entities: nx.Graph, *, teleport: Mapping[NodeKey, float] | None = None) -> dict[NodeKey, float]:
    """PageRank of every node by edge attribute ``weight``; the values add up to 1.

    Args:
        entities: an undirected graph.
        teleport: where the surfer restarts, as weights by node (a personalised PageRank, Haveliwala 2002);
            everywhere alike when None.
    """
    nodes, graph = _igraph(entities)
    if not nodes:
        return {}
    reset = [teleport.get(node, 0.0) for node in nodes] if teleport is not None else [1.0] * len(nodes)
    if not any(reset):
        return dict.fromkeys(nodes, 0.0)
    values = graph.personalized_pagerank(
        damping=DAMPING, reset=reset, weights=graph.es["weight"], directed=False
    )
    return dict(zip(nodes, values, strict=True))


def betweenness(
    entities: nx.Graph, *, min_papers: int = 1, pivots: int = PIVOTS, seed: int = 0
) -> dict[NodeKey, float]:
    """Share of the shortest paths between others that lead through each node; strong edges are short.

    Only edges of enough papers are walked, and of them only the 2-core (Seidman 1983), what is left when
    nodes with a single edge are taken off until there are none. Such a node hangs on one other, mostly a hub:
    it has no choice of ways, and hubs would be the only ways there are.

    Args:
        entities: an undirected graph with edge attributes ``weight`` and ``papers``; the length of an edge is
            1 / weight.
        min_papers: an edge needs as many papers.
        pivots: paths are counted from as many nodes drawn by chance; from all when there are no more.
        seed: for drawing the pivots.
    """
    result = dict.fromkeys(entities, 0.0)
    everything, roads = _igraph(entities, min_papers)
    core = [number for number, degree in enumerate(roads.coreness()) if degree > 1]
    nodes, graph = [everything[number] for number in core], roads.induced_subgraph(core)
    if len(nodes) < 3:
        return result
    everyone = range(len(nodes))
    pivots = min(pivots, max(FEWEST_PIVOTS, WORK // graph.ecount()))
    sources = set(everyone if len(nodes) <= pivots else random.Random(seed).sample(everyone, pivots))
    lengths = [1.0 / weight for weight in graph.es["weight"]]
    values = graph.betweenness(directed=False, weights=lengths, sources=sorted(sources), targets=None)
    for number, (node, value) in enumerate(zip(nodes, values, strict=True)):
        # A node lies on no path from itself. igraph halves what it counts in an undirected graph.
        pairs = (len(sources) - (number in sources)) * (len(nodes) - 2) / 2
        result[node] = value / pairs
    return result


def rank(
    graph: Graph,
    *,
    label: str | None = None,
    about: NodeKey | None = None,
    by: str = "score",
    limit: int | None = None,
    min_papers: int | None = None,
    seed: int = 0,
    entities: nx.Graph | None = None,
) -> list[Ranked]:
    """The entities that matter most, first.

    Args:
        graph: the stored graph.
        label: only entities of this type; the ranks are those in the whole graph.
        about: rank by closeness to this entity: the surfer restarts there.
        by: ``score`` (PageRank) or ``betweenness``.
        limit: at most this many.
        min_papers: leave out entities of fewer papers; :func:`kg.analysis.entity_graph.default_min_papers` when None.
        seed: for drawing betweenness pivots.
        entities: the entity graph with the same ``min_papers``, where it was made already.

    Raises:
        ValueError: ``by`` is neither.
    """
    if by not in ("score", "betweenness"):
        raise ValueError(f"cannot rank by {by!r}: use score or betweenness")
    least = default_min_papers(graph) if min_papers is None else min_papers
    if entities is None:
        entities = entity_graph(graph, min_papers=least)
    scores = pagerank(entities, teleport=None if about is None else {about: 1.0})
    between = betweenness(entities, min_papers=least, seed=seed) if by == "betweenness" else {}
    rows = [
        Ranked(
            node,
            attributes["name"],
            node.label,
            attributes["papers"],
            scores[node] * len(entities),
            between.get(node),
        )
        for node, attributes in entities.nodes(data=True)
        if (label is None or node.label == label) and node != about and (about is None or scores[node] > 0)
    ]
    rows.sort(key=lambda row: (-getattr(row, by), -row.papers, row.entity))
    return rows[:limit]


def _igraph(entities: nx.Graph, min_papers: int = 0) -> tuple[list[NodeKey], igraph.Graph]:
    """The nodes in order, and the graph of the edges of enough papers over their positions."""
    nodes = list(entities)
    index = {node: position for position, node in enumerate(nodes)}
    edges, weights = [], []
    for a, b, attributes in entities.edges(data=True):
        if attributes.get("papers", min_papers) >= min_papers:
            edges.append((index[a], index[b]))
            weights.append(attributes.get("weight", 1.0))
    return nodes, igraph.Graph(n=len(nodes), edges=edges, edge_attrs={"weight": weights})
