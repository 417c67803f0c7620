"""What a picture of a large graph opens with: its most important part and its strongest relations."""

from collections.abc import Collection, Sequence

import networkx as nx

from kg.graph import NodeKey

EDGES_PER_NODE = 2
"""Relations drawn for each node, on average: beyond about two a drawing turns into a hairball."""

FEW_EDGES = 60
"""So many relations can be read whatever the number of nodes."""


SMALLEST_PIECE = 4
"""Nodes in pieces smaller than this tell little; they give way to others as long as there are any."""

SMALL = 60
"""A graph of up to so many nodes is shown whole."""


def most_important(entities: nx.Graph, order: Sequence[NodeKey], limit: int) -> list[NodeKey]:
    """The first ``limit`` nodes of an order of importance that hang together.

    Nodes that would stand alone or in a piece of fewer than :data:`SMALLEST_PIECE` give way to the next ones
    that are related to a chosen one; they come back at the end when there is room. Nodes without any relation
    stay out of a graph of more than :data:`SMALL` nodes.

    Args:
        entities: the entity graph.
        order: its nodes, the most important first.
        limit: the largest number of nodes.
    """
    chosen = set(order[:limit])
    waiting = list(order[limit:])
    while waiting:
        pieces = nx.connected_components(entities.subgraph(chosen))
        loose = {node for piece in pieces if len(piece) < SMALLEST_PIECE for node in piece}
        chosen -= loose
        later = []
        for node in waiting:
            if len(chosen) < limit and any(other in chosen for other in entities[node]):
                chosen.add(node)
            else:
                later.append(node)
        if len(later) == len(waiting):
            break
        waiting = later
    picked = [node for node in order if node in chosen]
    # Rows of nodes that nothing is said of make a large picture no richer; the search still finds them.
    rest = [node for node in order if node not in chosen and (len(order) <= SMALL or entities.degree(node))]
    return (picked + rest[: limit - len(picked)]) or list(order[:limit])


def neighbourhood(
    entities: nx.Graph, centres: Collection[NodeKey], depth: int, order: Sequence[NodeKey], limit: int
) -> list[NodeKey]:
    """Nodes within ``depth`` relations of the centres: the nearest first, and of those the most important."""
    distance = nx.multi_source_dijkstra_path_length(entities, set(centres), cutoff=depth, weight=None)
    place = {node: number for number, node in enumerate(order)}
    ranked = sorted(distance, key=lambda node: (distance[node], place.get(node, len(place)), node))
    return ranked[: max(limit, len(centres))]


def strongest_edges(
    entities: nx.Graph, nodes: Collection[NodeKey], limit: int | None
) -> list[tuple[NodeKey, NodeKey]]:
    """The edges to draw between nodes: a maximum spanning forest, then the strongest others up to ``limit``.

    The forest keeps everything in one piece that is in one piece; no node loses its best relation.
    """
    part = entities.subgraph(nodes)
    ordered = sorted(
        ((min(a, b), max(a, b)) for a, b in part.edges), key=lambda edge: (-part.edges[edge]["weight"], edge)
    )
    if limit is None or len(ordered) <= limit:
        return ordered
    joined = nx.utils.UnionFind(part.nodes)
    forest = []
    for a, b in ordered:
        if joined[a] != joined[b]:
            joined.union(a, b)
            forest.append((a, b))
    kept = set(forest)
    for edge in ordered:
        if len(kept) >= limit:
            break
        kept.add(edge)
    return [edge for edge in ordered if edge in kept]
