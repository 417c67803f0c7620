"""The part of a graph that a view or an export is asked for."""

import datetime
from collections.abc import Collection

from kg.graph import Graph, NodeKey, Properties
from kg.schema import PAPER, RESULT, ROLE_TYPES


def select(
    graph: Graph,
    *,
    labels: Collection[str] | None = None,
    min_confidence: float = 0.0,
    since: datetime.date | None = None,
) -> Graph:
    """The nodes and relationships that fit.

    Args:
        graph: the whole graph.
        labels: node labels to keep; all when None.
        min_confidence: leave out roles, claims and results of a lower confidence, 0 to 1.
        since: leave out what comes from papers before this date, or without a date.

    Returns:
        a graph in which every entity has a paper that mentions it, if it had one before; ``papers`` counts
        the papers that are left.
    """
    if labels is None and not min_confidence and since is None:
        return graph
    papers = {
        key.id
        for key, properties in graph.nodes.items()
        if key.label == PAPER
        and (since is None or ((date := _date(properties.get("date"))) is not None and date >= since))
    }
    relationships = {
        key: properties
        for key, properties in graph.relationships.items()
        if (since is None or key.paper in papers)
        and (properties.get("confidence") is None or properties["confidence"] >= min_confidence)
    }
    mentions: dict[NodeKey, set[str]] = {}
    for key in relationships:
        if key.type in ROLE_TYPES:
            mentions.setdefault(key.end, set()).add(key.paper)
    had = {key.end for key in graph.relationships if key.type in ROLE_TYPES}
    nodes: dict[NodeKey, Properties] = {}
    for node, properties in graph.nodes.items():
        if labels is not None and node.label not in labels:
            continue
        if node.label == PAPER and node.id not in papers:
            continue
        if node.label == RESULT and not _keeps(properties, min_confidence, papers if since else None):
            continue
        if node in had:
            if node not in mentions:
                continue
            properties = {**properties, "papers": len(mentions[node])}
        nodes[node] = properties
    return Graph(
        nodes,
        {key: value for key, value in relationships.items() if key.start in nodes and key.end in nodes},
    )


def _keeps(result: Properties, min_confidence: float, papers: Collection[str] | None) -> bool:
    confident = (result.get("confidence") or 0.0) >= min_confidence
    return confident and (papers is None or result["paper"] in papers)


def _date(value: object) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value  # type: ignore[return-value]
