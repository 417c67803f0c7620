"""A graph as rows: one table per label and per (type, from label, to label), values typed as the schema says.

Stores keep rows, compare them with what they hold already, and make a graph of them again.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.graph import Graph, NodeKey, Properties, RelationshipKey
from kg.schema import NODES, RELATIONSHIPS, Property, PropertyType
from kg.store.base import Changes

Row = tuple[Any, ...]
"""The values of one node or relationship, in the order of its table's properties."""


def clean_text(value: Any) -> str:
    """Text that every store can keep: half a surrogate pair, no character, becomes a question mark."""
    text = str(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _date(value: Any) -> datetime.date:
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)


def _texts(value: Iterable[Any]) -> list[str]:
    return [clean_text(item) for item in value]


_CONVERSIONS: dict[PropertyType, Callable[[Any], Any]] = {
    "STRING": clean_text,
    "DATE": _date,
    "INT": int,
    "FLOAT": float,
    "BOOL": bool,
    "STRINGS": _texts,
}


def row_of(values: Mapping[str, Any], properties: tuple[Property, ...]) -> Row:
    """The values as the schema types them; what is missing is None, or an empty list."""
    return _row_maker(properties)(values)


def _row_maker(properties: tuple[Property, ...]) -> Callable[[Mapping[str, Any]], Row]:
    """:func:`row_of` for many rows of the same properties: a large graph has half a million."""
    columns = [(one.name, _CONVERSIONS[one.type], one.type == "STRINGS") for one in properties]

    def make(values: Mapping[str, Any]) -> Row:
        get = values.get
        return tuple(
            [
                convert(value) if (value := get(name)) is not None else [] if several else None
                for name, convert, several in columns
            ]
        )

    return make


@dataclass(frozen=True)
class NodeTable:
    """The nodes of one label, by id."""

    label: str
    rows: dict[str, Row]

    @property
    def properties(self) -> tuple[Property, ...]:
        """The columns of the rows."""
        return NODES[self.label].properties


@dataclass(frozen=True)
class RelationshipTable:
    """The relationships of one type between two labels, by (start id, end id, paper)."""

    type: str
    start: str
    end: str
    rows: dict[tuple[str, str, str], Row]

    @property
    def properties(self) -> tuple[Property, ...]:
        """The columns of the rows."""
        return RELATIONSHIPS[self.type].properties


def node_tables(graph: Graph) -> Iterator[NodeTable]:
    """One table per label, empty ones too, in the order of the schema; rows sorted by id.

    Tables are made one at a time, so that a large graph is not in memory twice.
    """
    keys: dict[str, list[NodeKey]] = {label: [] for label in NODES}
    for key in graph.nodes:
        keys[key.label].append(key)
    for label in NODES:
        table = NodeTable(label, {})
        row = _row_maker(table.properties)
        for key in sorted(keys[label], key=lambda key: key.id):  # plain texts sort faster than keys
            table.rows[clean_text(key.id)] = row(graph.nodes[key])
        yield table


def relationship_tables(graph: Graph) -> Iterator[RelationshipTable]:
    """One table per type and pair of labels, empty ones too, in the order of the schema; rows sorted by key.

    Tables are made one at a time, so that a large graph is not in memory twice.

    Raises:
        KeyError: a relationship joins labels that its type does not allow.
    """
    keys: dict[tuple[str, str, str], list[RelationshipKey]] = {
        (kind.name, start, end): [] for kind in RELATIONSHIPS.values() for start, end in kind.pairs
    }
    for key in graph.relationships:
        keys[key.type, key.start.label, key.end.label].append(key)
    for ends, members in keys.items():
        table = RelationshipTable(*ends, {})
        row = _row_maker(table.properties)
        for key in sorted(members, key=lambda key: (key.start.id, key.end.id, key.paper)):
            identity = (clean_text(key.start.id), clean_text(key.end.id), clean_text(key.paper))
            table.rows[identity] = row(graph.relationships[key])
        yield table


def difference(old: Mapping[Any, Row], new: Mapping[Any, Row]) -> Changes:
    """How many rows a table gains, changes and loses when it goes from ``old`` to ``new``."""
    kept = old.keys() & new.keys()
    return Changes(
        added=len(new) - len(kept),
        changed=sum(old[key] != new[key] for key in kept),
        removed=len(old) - len(kept),
    )


def total(changes: Iterable[Changes]) -> Changes:
    """The sum over several tables."""
    every = list(changes)
    return Changes(
        sum(one.added for one in every), sum(one.changed for one in every), sum(one.removed for one in every)
    )


def graph_of(nodes: Iterable[NodeTable], relationships: Iterable[RelationshipTable]) -> Graph:
    """The graph again: the inverse of :func:`node_tables` and :func:`relationship_tables`."""
    graph = Graph()
    for table in nodes:
        names = tuple(one.name for one in table.properties)
        for row in table.rows.values():
            properties: Properties = dict(zip(names, row, strict=True))
            graph.nodes[NodeKey(table.label, properties["id"])] = properties
    for link in relationships:
        names = tuple(one.name for one in link.properties)
        for (start, end, paper), row in link.rows.items():
            key = RelationshipKey(link.type, NodeKey(link.start, start), NodeKey(link.end, end), paper)
            graph.relationships[key] = dict(zip(names, row, strict=True))
    return graph
