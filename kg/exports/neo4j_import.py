"""A folder of CSV files, and the command that makes a Neo4j database of them: the fastest way for large graphs.

`neo4j-admin database import full` fills a database of a server that is stopped; import.sh holds the command.
The extraction records come along, so that kg build can add papers to the graph afterwards.
"""

import datetime
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from extract.record import ExtractionRecord
from kg.graph import Graph
from kg.schema import SCHEMA_VERSION, Property, PropertyType
from kg.store import neo4j_statements as cypher
from kg.store.neo4j_values import record_row
from kg.store.rows import node_tables, relationship_tables

SUFFIX: Final = ""
WITH_RECORDS: Final = True

_TYPES: Final[dict[PropertyType, str]] = {
    "STRING": "string",
    "DATE": "date",
    "INT": "long",
    "FLOAT": "double",
    "BOOL": "boolean",
    "STRINGS": "string[]",
}
_SEPARATOR: Final = "\x1f"
"""Between the items of a list: the ASCII unit separator, which no title or name holds."""


def write(graph: Graph, path: Path, records: Iterable[ExtractionRecord] = ()) -> None:
    """Write the files, ``import.sh`` and ``indexes.cypher`` into a folder.

    Args:
        graph: becomes one file per label and per (type, from, to).
        path: the folder, made when it is missing.
        records: become nodes beside the graph, as the Neo4j store keeps them.
    """
    path.mkdir(parents=True, exist_ok=True)
    arguments = []
    for table in node_tables(graph):
        if table.rows:
            header = [f":ID({table.label})", "kg_id:string", *_header(table.properties)]
            rows = ([id, id, *row] for id, row in table.rows.items())
            arguments.append(f"--nodes={table.label}={_write(path, table.label, header, rows)}")
    for link in relationship_tables(graph):
        if link.rows:
            header = [f":START_ID({link.start})", f":END_ID({link.end})", *_header(link.properties)]
            rows = ([start, end, *row] for (start, end, _), row in link.rows.items())
            name = _write(path, f"{link.start}-{link.type}-{link.end}", header, rows)
            arguments.append(f"--relationships={link.type}={name}")
    header = [f":ID({cypher.RECORD})", "kg_id:string", "json:string", "digest:string"]
    name = _write(path, cypher.RECORD, header, ([row[0], *row] for row in map(record_row, records)))
    arguments.append(f"--nodes={cypher.RECORD}={name}")
    header = [f":ID({cypher.STATE})", "id:string", "schema:long", "complete:boolean"]
    name = _write(path, cypher.STATE, header, [["graph", "graph", SCHEMA_VERSION, True]])
    arguments.append(f"--nodes={cypher.STATE}={name}")
    (path / "import.sh").write_text(_script(arguments), encoding="utf-8")
    statements = [cypher.STATE_CONSTRAINT, *cypher.schema().values()]
    (path / "indexes.cypher").write_text("".join(f"{one};\n" for one in statements), encoding="utf-8")


def _header(properties: Sequence[Property]) -> list[str]:
    return [f"{one.name}:{_TYPES[one.type]}" for one in properties]


def _write(folder: Path, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write one file and return its name."""
    file_name = f"{name}.csv"
    with (folder / file_name).open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(header) + "\n")
        file.writelines(",".join(map(_cell, row)) + "\n" for row in rows)
    return file_name


def _cell(value: Any) -> str:
    """A value as the import tool reads it: an empty field is no value, quotes keep an empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = _SEPARATOR.join(value) if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"'


def _script(arguments: Sequence[str]) -> str:
    parts = [
        'neo4j-admin database import full "${1:-neo4j}"',
        "--id-type=string",
        "--multiline-fields=true",
        "--array-delimiter=U+001F",
        "--overwrite-destination",
        *map(shlex.quote, arguments),
    ]
    return (
        "#!/bin/sh\n"
        "# Stop the server and run this, with neo4j-admin on the PATH; the argument is the database, neo4j when\n"
        "# not given, and what it holds is replaced. Then start the server and make the indexes:\n"
        "# cypher-shell -f indexes.cypher\n"
        'cd "$(dirname "$0")" && exec ' + " \\\n  ".join(parts) + "\n"
    )
