"""A graph as rows: one table per label and per (type, from label, to label), values typed as the schema says.

Stores keep rows, compare them with what they hold already, and make a graph of them again.
"""

import datetime
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.graph import Graph, NodeKey, Properties, RelationshipKey
from kg.schema import NODES, RELATIONSHIPS, Property, PropertyType
from kg.store.base import Changes

Row = tuple[Any, ...]
"""The values of one node or relationship, in the order of its table's properties."""

_FIRST = operator.itemgetter(0)


def clean_text(value: Any) -> str:
    """Text that every store can keep: half a surrogate pair, no character, becomes a question mark."""
    text = value if type(value) is str else str(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _date(value: Any) -> datetime.date:
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)


def _texts(value: Iterable[Any] | None) -> list[str]:
    return [clean_text(item) for item in value or ()]


_TYPES: dict[PropertyType, tuple[type, Callable[[Any], Any]]] = {
    "STRING": (str, clean_text),
    "DATE": (datetime.date, _date),
    "INT": (int, int),
    "FLOAT": (float, float),
    "BOOL": (bool, bool),
}
"""Of each type of a single value: what it is stored as, and what makes one of another value."""


def _missing_or(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


def row_of(values: Mapping[str, Any], properties: tuple[Property, ...]) -> Row:
    """The values as the schema types them; what is missing is None, or an empty list."""
    return _row_maker(properties)(values)


def _row_maker(properties: tuple[Property, ...]) -> Callable[[Mapping[str, Any]], Row]:
    """:func:`row_of` for many rows of the same properties: a large graph has half a million."""
    columns: list[tuple[str, Any, Callable[[Any], Any]]] = []
    for one in properties:
        if one.type == "STRINGS":
            columns.append((one.name, None, _texts))
        else:
            kind, convert = _TYPES[one.type]
            columns.append((one.name, kind, _missing_or(convert)))

    def make(values: Mapping[str, Any]) -> Row:
        get: Callable[[str], Any] = values.get
        return tuple(
            [
                # most values are as they should be; to call a function for each takes most of the time
                value
                if type(value := get(name)) is kind and (kind is not str or value.isascii())
                else convert(value)
                for name, kind, convert in columns
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
    members: dict[str, list[tuple[str, Properties]]] = {label: [] for label in NODES}
    for key, properties in graph.nodes.items():
        members[key.label].append((key.id, properties))
    for label in NODES:
        table = NodeTable(label, {})
        row = _row_maker(table.properties)
        for id, properties in sorted(members.pop(label), key=_FIRST):
            table.rows[clean_text(id)] = row(properties)
        yield table


def relationship_tables(graph: Graph) -> Iterator[RelationshipTable]:
    """One table per type and pair of labels, empty ones too, in the order of the schema; rows sorted by key.

    Tables are made one at a time, so that a large graph is not in memory twice.

    Raises:
        KeyError: a relationship joins labels that its type does not allow.
    """
    members: dict[tuple[str, str, str], list[tuple[tuple[str, str, str], Properties]]] = {
        (kind.name, start, end): [] for kind in RELATIONSHIPS.values() for start, end in kind.pairs
    }
    for key, properties in graph.relationships.items():
        start, end = key.start, key.end
        members[key.type, start.label, end.label].append(((start.id, end.id, key.paper), properties))
    for ends in list(members):
        table = RelationshipTable(*ends, {})
        row = _row_maker(table.properties)
        for (start_id, end_id, paper), properties in sorted(members.pop(ends), key=_FIRST):
            table.rows[clean_text(start_id), clean_text(end_id), clean_text(paper)] = row(properties)
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
