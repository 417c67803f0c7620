"""The part of a graph that is about one topic, as a graph of its own."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.graph import Graph, NodeKey, Properties
from kg.schema import ENTITY_LABELS, PAPER, RESULT, ROLE_TYPES
from kg.store import Store, open_store

INTRODUCES = "INTRODUCES"


def about(graph: Graph, topic: NodeKey) -> Graph:
    """The papers that mention an entity, with all that they say; counts and dates are those of these papers.

    Args:
        graph: the whole graph.
        topic: the entity.
    """
    papers = {key.paper for key in graph.relationships if key.end == topic and key.type in ROLE_TYPES}
    relationships = {key: value for key, value in graph.relationships.items() if key.paper in papers}
    mentioning: dict[NodeKey, set[str]] = defaultdict(set)
    introducing: dict[NodeKey, set[str]] = defaultdict(set)
    for key in relationships:
        if key.type in ROLE_TYPES:
            mentioning[key.end].add(key.paper)
        if key.type == INTRODUCES:
            introducing[key.end].add(key.paper)
    nodes: dict[NodeKey, Properties] = {}
    for node, properties in graph.nodes.items():
        if node.label in ENTITY_LABELS and node in mentioning:
            dates = sorted(
                date
                for paper in mentioning[node]
                if (date := graph.nodes[NodeKey(PAPER, paper)].get("date")) is not None
            )
            nodes[node] = {
                **properties,
                "papers": len(mentioning[node]),
                "introduced": len(introducing[node]),
                "first_seen": dates[0] if dates else None,
                "last_seen": dates[-1] if dates else None,
                "first_year": dates[0].year if dates else None,
            }
        elif (node.label == PAPER and node.id in papers) or (
            node.label == RESULT and properties["paper"] in papers
        ):
            nodes[node] = properties
    kept = {key: value for key, value in relationships.items() if key.start in nodes and key.end in nodes}
    return Graph(nodes, kept)


@contextmanager
def stored(graph: Graph) -> Iterator[Store]:
    """A graph in a store that lasts as long as the context, so that templates can be asked of it."""
    with tempfile.TemporaryDirectory(prefix="kg-report-") as folder:
        store = open_store(str(Path(folder) / "topic.lbug"), create=True)
        try:
            with store.building():
                store.write([], graph)
            yield store
        finally:
            store.close()
