"""The graph as rows and as a NetworkX graph, for formats that know only text, numbers and truth values."""

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import networkx as nx

from kg.graph import Graph, NodeKey

LIST_SEPARATOR: Final = "; "
"""Between the entries of a list in a format without lists."""

# What XML 1.0 cannot hold, not even escaped.
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def node_id(key: NodeKey) -> str:
    """An id that is unique over all labels: ``method:lora``, ``paper:2106.09685``."""
    prefix = key.label.lower() + ":"
    return key.id if key.id.startswith(prefix) else prefix + key.id


def node_name(properties: Mapping[str, Any]) -> str:
    """What to write beside a node: its name, its title or its value."""
    return next(
        (str(properties[name]) for name in ("name", "title", "value") if properties.get(name)),
        str(properties["id"]),
    )


def node_rows(graph: Graph) -> Iterator[dict[str, Any]]:
    """A row for each node, in a fixed order: ``id``, ``label`` (its name), ``type``, its properties."""
    for key in sorted(graph.nodes):
        properties = graph.nodes[key]
        rest = {name: value for name, value in properties.items() if name not in ("id", "type", "keys")}
        yield {
            "id": node_id(key),
            "label": node_name({"id": key.id, **properties}),
            "type": key.label,
            **rest,
        }


def relationship_rows(graph: Graph) -> Iterator[dict[str, Any]]:
    """A row for each relationship, in a fixed order: ``source``, ``target``, ``relation`` and its properties.

    The type stands in ``relation`` because GEXF and Gephi read ``type`` as directed or undirected.
    """
    for key in sorted(graph.relationships):
        properties = graph.relationships[key]
        yield {
            "source": node_id(key.start),
            "target": node_id(key.end),
            "relation": key.type,
            "label": key.type,
            **properties,
            "paper": key.paper,
        }


def scalar(value: Any) -> str | int | float | bool:
    """A value as text, number or truth value: lists are joined, dates become ISO dates."""
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return LIST_SEPARATOR.join(str(scalar(item)) for item in value)
    return str(value)


def json_value(value: Any) -> Any:
    """A value as JSON can hold it."""
    return [json_value(item) for item in value] if isinstance(value, (list, tuple)) else scalar(value)


def without_nothing(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row without what is not known."""
    return {name: value for name, value in row.items() if value is not None}


def to_networkx(graph: Graph) -> nx.MultiDiGraph:
    """The graph with scalar attributes whose text XML can hold."""
    result: nx.MultiDiGraph = nx.MultiDiGraph()
    for row in node_rows(graph):
        result.add_node(row.pop("id"), **_xml(row))
    for number, row in enumerate(relationship_rows(graph)):
        result.add_edge(row.pop("source"), row.pop("target"), key=str(number), **_xml(row))
    return result


def _xml(row: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: scalar(value) for name, value in without_nothing(row).items()}
    return {
        name: _NO_XML.sub("", value) if isinstance(value, str) else value for name, value in values.items()
    }
