"""Values of the Neo4j driver as plain Python."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from extract.record import ExtractionRecord
from kg.schema import Property
from kg.store.rows import Row, clean_text

Ends = tuple[str, str, str]
"""A relationship type and the labels that it joins."""


def plain(value: Any) -> Any:
    """A value as plain Python, the same as the embedded store gives it.

    A date is a ``datetime.date``; a node is a dictionary with its label as ``_label``, a relationship one with
    its type as ``_type``, a path the list of its nodes and relationships in turn.
    """
    if isinstance(value, (Date, DateTime, Time)):
        return value.to_native()
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Node):
        return {"_label": ":".join(sorted(value.labels)), **_visible(value)}
    if isinstance(value, Relationship):
        return {"_type": value.type, **_visible(value)}
    if isinstance(value, Path):
        parts: list[Any] = [value.nodes[0]]
        for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
            parts += (relationship, node)
        return plain(parts)
    if isinstance(value, Point):
        return list(value)
    if isinstance(value, Duration):
        return value.iso_format()
    return value


def _visible(entity: Node | Relationship) -> dict[str, Any]:
    return {name: plain(value) for name, value in entity.items() if name != "kg_id"}


def record_row(record: ExtractionRecord) -> list[str]:
    """An extraction record as it is stored: paper id, JSON, and a digest that tells whether it has changed."""
    text = json.dumps(record.to_dict(), separators=(",", ":"))  # in ASCII, which keeps any text exactly
    return [clean_text(record.paper.id), text, hashlib.sha256(text.encode()).hexdigest()]


def node_rows(
    properties: Sequence[Property],
) -> Callable[[Iterator[tuple[Any, ...]]], dict[str, dict[str, Row]]]:
    """A function that gathers the rows of :func:`kg.store.neo4j_statements.read_nodes` by label and id."""
    restore = _restorer(properties)

    def gather(rows: Iterator[tuple[Any, ...]]) -> dict[str, dict[str, Row]]:
        found: dict[str, dict[str, Row]] = defaultdict(dict)
        for label, id, *values in rows:
            found[label][id] = restore(values)
        return found

    return gather


def relationship_rows(
    properties: Sequence[Property],
) -> Callable[[Iterator[tuple[Any, ...]]], dict[Ends, dict[tuple[str, str, str], Row]]]:
    """A function that gathers the rows of :func:`kg.store.neo4j_statements.read_relationships`.

    By type and labels, then by start id, end id and paper.
    """
    restore = _restorer(properties)

    def gather(rows: Iterator[tuple[Any, ...]]) -> dict[Ends, dict[tuple[str, str, str], Row]]:
        found: dict[Ends, dict[tuple[str, str, str], Row]] = defaultdict(dict)
        for kind, start, end, start_id, end_id, paper, *values in rows:
            found[kind, start, end][start_id, end_id, paper] = restore(values)
        return found

    return gather


def _restorer(properties: Sequence[Property]) -> Callable[[Sequence[Any]], Row]:
    """A function that makes a row, as the schema types it, of the values of these properties."""
    dates = [i for i, one in enumerate(properties) if one.type == "DATE"]
    lists = [i for i, one in enumerate(properties) if one.type == "STRINGS"]

    def restore(values: Sequence[Any]) -> Row:
        row = list(values)
        for i in dates:
            row[i] = plain(row[i])
        for i in lists:
            row[i] = row[i] or []
        return tuple(row)

    return restore
