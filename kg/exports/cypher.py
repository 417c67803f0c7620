"""Cypher statements, for cypher-shell -f and Neo4j Browser."""

import datetime
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from kg.graph import Graph, RelationshipKey
from kg.store.base import in_batches

SUFFIX: Final = ".cypher"

BATCH: Final = 200
"""Rows a statement."""


def write(graph: Graph, path: Path) -> None:
    """Write statements that make the graph, or bring one up to date: run twice, they change nothing."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(statement + ";\n" for statement in statements(graph))


def statements(graph: Graph) -> Iterator[str]:
    """Indexes, then nodes, then relationships, in a fixed order.

    Indexes rather than constraints: a database that ``kg build`` made has its own, and others may have nodes of
    the same labels there.
    """
    labels = sorted({key.label for key in graph.nodes})
    for label in labels:
        yield f"CREATE INDEX IF NOT EXISTS FOR (n:{label}) ON (n.id)"
    for label in labels:
        nodes = sorted(key for key in graph.nodes if key.label == label)
        rows = ({"id": key.id, "properties": {**graph.nodes[key], "id": key.id}} for key in nodes)
        for batch in in_batches(rows, BATCH):
            yield f"UNWIND {literal(batch)} AS row\nMERGE (n:{label} {{id: row.id}}) SET n += row.properties"
    for (kind, start, end), keys in groupby(sorted(graph.relationships, key=_ends), key=_ends):
        for batch in in_batches(_relationships(graph, keys), BATCH):
            yield (
                f"UNWIND {literal(batch)} AS row\n"
                f"MATCH (a:{start} {{id: row.start}}), (b:{end} {{id: row.end}})\n"
                f"MERGE (a)-[r:{kind} {{paper: row.paper}}]->(b) SET r += row.properties"
            )


def _ends(key: RelationshipKey) -> tuple[str, str, str]:
    return key.type, key.start.label, key.end.label


def _relationships(graph: Graph, keys: Iterable[RelationshipKey]) -> Iterator[dict[str, Any]]:
    for key in sorted(keys):
        properties = {**graph.relationships[key], "paper": key.paper}
        yield {"start": key.start.id, "end": key.end.id, "paper": key.paper, "properties": properties}


def literal(value: Any) -> str:
    """A value as Cypher writes it."""
    if isinstance(value, Mapping):
        pairs = (f"{_name(name)}: {literal(item)}" for name, item in value.items() if item is not None)
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, float) and not math.isfinite(value):
        return "null"
    if isinstance(value, (int, float)):
        return repr(value)
    # JSON's escapes are Cypher's, too, and no line break remains.
    return json.dumps(str(value), ensure_ascii=False)


def _name(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_]\w*", name) else "`" + name.replace("`", "``") + "`"
