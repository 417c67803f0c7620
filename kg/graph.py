"""The graph as plain values: what resolution makes and what a store keeps."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Properties = dict[str, Any]
"""Property values: str, int, float, bool, ``datetime.date``, list[str] or None, as :mod:`kg.schema` types them."""


@dataclass(frozen=True, order=True)
class NodeKey:
    """Identity of a node: label and id."""

    label: str
    id: str


@dataclass(frozen=True, order=True)
class RelationshipKey:
    """Identity of a relationship: its type, ends and the paper it comes from."""

    type: str
    start: NodeKey
    end: NodeKey
    paper: str


@dataclass
class Graph:
    """Nodes and relationships with all their properties (``id`` and ``paper`` included)."""

    nodes: dict[NodeKey, Properties] = field(default_factory=dict)
    relationships: dict[RelationshipKey, Properties] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """Number of nodes by label and of relationships by type."""
        counts = Counter(key.label for key in self.nodes)
        counts.update(key.type for key in self.relationships)
        return dict(sorted(counts.items()))

    def labelled(self, label: str) -> Iterable[Properties]:
        """Properties of the nodes with a label."""
        return (properties for key, properties in self.nodes.items() if key.label == label)
