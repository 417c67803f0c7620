"""The co-occurrence backbone: only those pairs that belong together more than chance explains.

The disparity filter of Serrano, Boguñá and Vespignani (PNAS 2009): if the strength of a node were spread over
its k edges by chance, an edge would get a share of p or more with probability (1 - p) ** (k - 1). An edge
stays when this is below the level for one of its ends, so that the strong ties of rare things are kept along
with those of common ones, which a threshold on the number of papers would not do.
"""

import networkx as nx

LEVEL = 0.05


def significance(graph: nx.Graph, *, weight: str = "papers") -> dict[tuple[object, object], float]:
    """The probability of each edge's weight by chance, 0 to 1, the smaller of its two ends'.

    An end with a single edge says nothing about it: its probability is 1.

    Args:
        graph: an undirected graph.
        weight: the edge attribute, above 0.
    """
    strength = dict(graph.degree(weight=weight))
    degree = dict(graph.degree())
    result = {}
    for a, b, attributes in graph.edges(data=True):
        value = attributes[weight]
        chances = [
            (1.0 - value / strength[end]) ** (degree[end] - 1) if degree[end] > 1 else 1.0 for end in (a, b)
        ]
        result[a, b] = min(chances)
    return result


def backbone(graph: nx.Graph, *, level: float = LEVEL, weight: str = "papers") -> nx.Graph:
    """The edges that are significant, each with the attribute ``p_value``, and the nodes that they link.

    Args:
        graph: an undirected graph, such as :func:`kg.analysis.entity_graph.cooccurrence`.
        level: the highest probability by chance, above 0 and up to 1.
        weight: the edge attribute, above 0.
    """
    kept: nx.Graph = nx.Graph()
    for (a, b), chance in significance(graph, weight=weight).items():
        if chance < level:
            for end in (a, b):
                kept.add_node(end, **graph.nodes[end])
            kept.add_edge(a, b, **graph.edges[a, b], p_value=chance)
    return kept
