"""The Cypher of the Neo4j store. Labels, types and property names come from :mod:`kg.schema` alone; every value
is a parameter.

A row is a list by position, ``[kg_id, values...]`` or ``[start, end, values...]``: half the bytes, and half the
packing time, of a map with its keys.
"""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from kg.schema import (
    ENTITY_LABELS,
    NODE_TYPES,
    NODES,
    PAPER,
    RELATIONSHIP_TYPES,
    RELATIONSHIPS,
    NodeType,
    Property,
    RelationshipType,
)

Kind = TypeVar("Kind", NodeType, RelationshipType)

RECORD: Final = "Record"
STATE: Final = "KgStore"

_ROWS = "CYPHER replan=skip UNWIND $rows AS row "
"""Plans are made once: while a load changes what the server counts, it would make them again and again."""
STATE_CONSTRAINT: Final = f"CREATE CONSTRAINT kg_store IF NOT EXISTS FOR (s:{STATE}) REQUIRE s.id IS UNIQUE"
TAKE_LOCK: Final = f"MERGE (s:{STATE} {{id: 'lock'}}) SET s.taken = $now"
GET_STATE: Final = f"MATCH (s:{STATE} {{id: 'graph'}}) RETURN s.schema, s.complete"
SET_STATE: Final = f"MERGE (s:{STATE} {{id: 'graph'}}) SET s.schema = $schema, s.complete = $complete"
SET_WRITERS: Final = f"UNWIND range(1, $writers) AS writer MERGE (s:{STATE} {{id: 'writer ' + toString(writer)}}) SET s.build = $build"
"""Ends the right to write of any build that came before, after what it is just doing."""
HOLD_WRITER: Final = (
    f"MATCH (s:{STATE} {{id: 'writer ' + toString($writer)}}) SET s.taken = $build "
    "WITH s WHERE s.build = $build RETURN count(s)"
)
"""Locks the node of a writer first and looks afterwards, so that nobody can take its right in between."""
REMOVE_STATE: Final = f"MATCH (s:{STATE}) DELETE s"

RECORD_DIGESTS: Final = f"MATCH (r:{RECORD}) WHERE r.kg_id IS NOT NULL RETURN r.kg_id, r.digest"
RECORDS: Final = f"UNWIND $ids AS id MATCH (r:{RECORD} {{kg_id: id}}) RETURN r.kg_id, r.json"
MERGE_RECORD: Final = f"{_ROWS}MERGE (r:{RECORD} {{kg_id: row[0]}}) SET r.json = row[1], r.digest = row[2]"

_OUR_ENDS = "a.kg_id IS NOT NULL AND b.kg_id IS NOT NULL AND r.paper IS NOT NULL"
_LABEL = "[label IN labels({0}) WHERE label IN $labels][0]"

REMOVE_RELATIONSHIPS: Final = (
    f"MATCH (a)-[r:{'|'.join(RELATIONSHIPS)}]->(b) WHERE {_OUR_ENDS} "
    "WITH r LIMIT $limit DELETE r RETURN count(*)"
)
REMOVE_NODES: Final = f"MATCH (n:{'|'.join(NODES)}) WHERE n.kg_id IS NOT NULL WITH n LIMIT $limit DETACH DELETE n RETURN count(*)"
REMOVE_RECORDS: Final = (
    f"MATCH (n:{RECORD}) WHERE n.kg_id IS NOT NULL WITH n LIMIT $limit DETACH DELETE n RETURN count(*)"
)


def schema() -> dict[str, str]:
    """What look-ups need, each with the statement that makes it: unique ids, indexes, full-text indexes."""
    # Eventually consistent: a load does not wait for the text index, which follows within a second.
    later = "OPTIONS {indexConfig: {`fulltext.eventually_consistent`: true}}"
    targets = {
        f"CONSTRAINT kg_unique_{label.lower()}": f"FOR (n:{label}) REQUIRE n.kg_id IS UNIQUE"
        for label in (*NODES, RECORD)
    }
    targets["INDEX kg_paper_id"] = f"FOR (n:{PAPER}) ON (n.id)"
    targets |= {f"INDEX kg_name_{label.lower()}": f"FOR (n:{label}) ON (n.name)" for label in ENTITY_LABELS}
    entities = "|".join(ENTITY_LABELS)
    targets["FULLTEXT INDEX kg_names"] = f"FOR (n:{entities}) ON EACH [n.name, n.aliases] {later}"
    targets["FULLTEXT INDEX kg_texts"] = f"FOR (n:{PAPER}) ON EACH [n.title, n.abstract] {later}"
    return {what.split()[-1]: f"CREATE {what} IF NOT EXISTS {target}" for what, target in targets.items()}


def drop_schema() -> Iterator[str]:
    """The statements that undo :func:`schema`."""
    for name, statement in schema().items():
        yield f"DROP {'CONSTRAINT' if ' CONSTRAINT ' in statement else 'INDEX'} {name} IF EXISTS"


def create_node(label: str) -> str:
    """Make nodes of a label that are not there."""
    return f"{_ROWS}CREATE (:{label} {{{_map({'kg_id': 'row[0]'} | _values(NODES[label].properties, 1))}}})"


def merge_node(label: str) -> str:
    """Make nodes of a label, or change them."""
    assignments = _assignments("n", _values(NODES[label].properties, 1))
    return f"{_ROWS}MERGE (n:{label} {{kg_id: row[0]}}) SET {assignments}"


def delete_node(label: str) -> str:
    """Remove nodes of a label, with whatever is attached to them."""
    return f"{_ROWS}MATCH (n:{label} {{kg_id: row[0]}}) DETACH DELETE n"


def create_relationship(kind: str, start: str, end: str) -> str:
    """Make relationships of a type between two labels that are not there."""
    return (
        f"{_ROWS}MATCH (a:{start} {{kg_id: row[0]}}) MATCH (b:{end} {{kg_id: row[1]}}) "
        f"CREATE (a)-[:{kind} {{{_map(_values(RELATIONSHIPS[kind].properties, 2))}}}]->(b)"
    )


def merge_relationship(kind: str, start: str, end: str) -> str:
    """Make relationships of a type between two labels, or change them."""
    values = _values(RELATIONSHIPS[kind].properties, 2)
    # what MERGE has given is not set again: that makes the server hold all rows
    paper = values.pop("paper")
    merge = (
        f"{_ROWS}MATCH (a:{start} {{kg_id: row[0]}}) MATCH (b:{end} {{kg_id: row[1]}}) "
        f"MERGE (a)-[r:{kind} {{paper: {paper}}}]->(b)"
    )
    assignments = _assignments("r", values)
    return f"{merge} SET {assignments}" if assignments else merge


def delete_relationship(kind: str, start: str, end: str) -> str:
    """Remove relationships of a type between two labels; a row is ``[start, end, paper]``."""
    return (
        f"{_ROWS}MATCH (a:{start} {{kg_id: row[0]}})-[r:{kind} {{paper: row[2]}}]->"
        f"(b:{end} {{kg_id: row[1]}}) DELETE r"
    )


def read_nodes() -> Iterator[tuple[str, tuple[Property, ...]]]:
    """Statements that return ``label, kg_id, values...``, with the properties whose values they return.

    Labels with the same properties share a statement, which saves round trips.
    """
    for properties, kinds in _by_properties(NODE_TYPES).items():
        labels = "|".join(kind.label for kind in kinds)
        yield (
            f"MATCH (n:{labels}) WHERE n.kg_id IS NOT NULL "
            f"RETURN {_LABEL.format('n')}, n.kg_id, {_columns('n', properties)}",
            properties,
        )


def read_relationships() -> Iterator[tuple[str, tuple[Property, ...]]]:
    """Statements that return ``type, start label, end label, start, end, paper, values...``."""
    for properties, kinds in _by_properties(RELATIONSHIP_TYPES).items():
        types = "|".join(kind.name for kind in kinds)
        yield (
            f"MATCH (a)-[r:{types}]->(b) WHERE {_OUR_ENDS} RETURN type(r), {_LABEL.format('a')}, "
            f"{_LABEL.format('b')}, a.kg_id, b.kg_id, r.paper, {_columns('r', properties)}",
            properties,
        )


def _by_properties(kinds: Sequence[Kind]) -> dict[tuple[Property, ...], list[Kind]]:
    groups: dict[tuple[Property, ...], list[Kind]] = {}
    for kind in kinds:
        groups.setdefault(kind.properties, []).append(kind)
    return groups


def _columns(variable: str, properties: Sequence[Property]) -> str:
    return ", ".join(f"{variable}.`{one.name}`" for one in properties)


def _values(properties: Sequence[Property], first: int) -> dict[str, str]:
    """Where in a row the values of the properties stand, from a column on."""
    return {one.name: f"row[{column}]" for column, one in enumerate(properties, first)}


def _map(values: dict[str, str]) -> str:
    """The entries of a map."""
    return ", ".join(f"`{name}`: {value}" for name, value in values.items())


def _assignments(variable: str, values: dict[str, str]) -> str:
    """What ``SET`` sets."""
    return ", ".join(f"{variable}.`{name}` = {value}" for name, value in values.items())
