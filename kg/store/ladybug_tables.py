"""The schema as LadybugDB tables: made, filled and read, all from :mod:`kg.schema`."""

from collections.abc import Iterable, Sequence
from typing import Final

from kg.schema import (
    NODE_TYPES,
    NODES,
    RELATIONSHIP_TYPES,
    RELATIONSHIPS,
    SCHEMA_VERSION,
    Property,
    PropertyType,
)
from kg.store.base import in_batches
from kg.store.ladybug_engine import Engine
from kg.store.rows import NodeTable, RelationshipTable, Row

RECORD: Final = "Record"
"""The table of extraction records; its label is not in the schema, so no template meets it."""

_ROWS_AT_ONCE: Final = 50_000  # bounds the memory of the data frame
_VERSION_MACRO: Final = "kg_schema_version"

_COLUMN_TYPES: Final[dict[PropertyType, str]] = {
    "STRING": "STRING",
    "DATE": "DATE",
    "INT": "INT64",
    "FLOAT": "DOUBLE",
    "BOOL": "BOOL",
    "STRINGS": "STRING[]",
}


def create(engine: Engine) -> None:
    """Make all tables in an empty database, the schema version, and ``type(r)``, which Neo4j has built in."""
    for node in NODE_TYPES:
        engine.execute(f"CREATE NODE TABLE {node.label}({_columns(node.properties)}, PRIMARY KEY(id))")
    for link in RELATIONSHIP_TYPES:
        ends = ", ".join(f"FROM {start} TO {end}" for start, end in link.pairs)
        engine.execute(f"CREATE REL TABLE {link.name}({ends}, {_columns(link.properties)})")
    engine.execute(f"CREATE NODE TABLE {RECORD}(id STRING, packed STRING, PRIMARY KEY(id))")
    engine.execute("CREATE MACRO type(r) AS label(r)")
    engine.execute(f"CREATE MACRO {_VERSION_MACRO}() AS {SCHEMA_VERSION}")


def stored_version(engine: Engine) -> int | None:
    """The schema version of a database, or None when kg did not make it."""
    macros = engine.values("CALL show_macros() RETURN *")
    if not any(name.lower() == _VERSION_MACRO for name, _ in macros):
        return None
    version: int = engine.values(f"RETURN {_VERSION_MACRO}()")[0][0]
    return version


def foreign(engine: Engine) -> list[str]:
    """Names of the tables that somebody else has put into the database."""
    names = {row[0] for row in engine.values("CALL show_tables() RETURN name")}
    return sorted(names - NODES.keys() - RELATIONSHIPS.keys() - {RECORD})


def load(engine: Engine, table: NodeTable | RelationshipTable) -> None:
    """Fill an empty table; the nodes that relationships join are there already."""
    columns = [one.name for one in table.properties]
    rows: Iterable[Row]
    if isinstance(table, NodeTable):
        statement = f"COPY {table.label} FROM $rows"
        rows = table.rows.values()
    else:
        statement = f"COPY {table.type} FROM $rows (from='{table.start}', to='{table.end}')"
        columns = ["_start", "_end", *columns]
        rows = ((start, end, *row) for (start, end, _), row in table.rows.items())
    for batch in in_batches(rows, _ROWS_AT_ONCE):
        engine.load(statement, columns, batch)


def load_records(engine: Engine, rows: Iterable[tuple[str, str]]) -> None:
    """Add extraction records: paper id and packed text."""
    for batch in in_batches(rows, _ROWS_AT_ONCE):
        engine.load(f"COPY {RECORD} FROM $rows", ["id", "packed"], batch)


def read_nodes(engine: Engine, label: str) -> NodeTable:
    """All nodes of a label, sorted by id."""
    properties = NODES[label].properties
    rows = engine.values(f"MATCH (n:{label}) RETURN {_returned('n', properties)}")
    at = [one.name for one in properties].index("id")
    return NodeTable(label, {row[at]: tuple(row) for row in sorted(rows, key=lambda row: row[at])})


def read_relationships(engine: Engine, kind: str, start: str, end: str) -> RelationshipTable:
    """All relationships of a type between two labels, sorted by their ends and paper."""
    properties = RELATIONSHIPS[kind].properties
    at = 2 + [one.name for one in properties].index("paper")
    rows = engine.values(
        f"MATCH (s:{start})-[r:{kind}]->(e:{end}) RETURN s.id, e.id, {_returned('r', properties)}"
    )
    keyed = {(row[0], row[1], row[at]): tuple(row[2:]) for row in rows}
    return RelationshipTable(kind, start, end, dict(sorted(keyed.items())))


def record_ids(engine: Engine) -> list[str]:
    """Paper ids of all records, sorted."""
    return sorted(row[0] for row in engine.values(f"MATCH (r:{RECORD}) RETURN r.id"))


def read_records(engine: Engine, ids: list[str]) -> list[tuple[str, str]]:
    """Id and packed text of some records, sorted by id."""
    rows = engine.values(
        f"UNWIND $ids AS id MATCH (r:{RECORD}) WHERE r.id = id RETURN r.id, r.packed", {"ids": ids}
    )
    return sorted((id, text) for id, text in rows)


def _columns(properties: Sequence[Property]) -> str:
    return ", ".join(f"`{one.name}` {_COLUMN_TYPES[one.type]}" for one in properties)


def _returned(variable: str, properties: Sequence[Property]) -> str:
    return ", ".join(f"{variable}.`{one.name}`" for one in properties)
