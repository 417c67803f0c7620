"""A folder with nodes.csv and relationships.csv, for pandas, spreadsheets, Gephi and Cytoscape."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from kg.exports.flat import node_rows, relationship_rows, scalar, without_nothing
from kg.graph import Graph

SUFFIX: Final = ""


def write(graph: Graph, path: Path) -> None:
    """Write two files with a header line into a folder; lists are joined with "; "."""
    path.mkdir(parents=True, exist_ok=True)
    _write(path / "nodes.csv", list(node_rows(graph)), ("id", "label", "type"))
    _write(
        path / "relationships.csv",
        list(relationship_rows(graph)),
        ("source", "target", "relation", "label", "paper"),
    )


def _write(path: Path, rows: Sequence[dict[str, Any]], first: Sequence[str]) -> None:
    columns = list(dict.fromkeys((*first, *(name for row in rows for name in row))))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {name: scalar(value) for name, value in without_nothing(row).items()} for row in rows
        )
