"""Node-link JSON, for D3, NetworkX and scripts."""

import json
from pathlib import Path
from typing import Any, Final

from kg.exports.flat import json_value, node_rows, relationship_rows, without_nothing
from kg.graph import Graph

SUFFIX: Final = ".json"


def write(graph: Graph, path: Path) -> None:
    """Write ``{"nodes": [{"id", ...}], "links": [{"source", "target", "key", ...}]}``.

    That is what NetworkX's ``node_link_graph(data, edges="links")`` reads; lists stay lists.
    """
    data: dict[str, Any] = {
        "directed": True,
        "multigraph": True,
        "graph": {},
        "nodes": [_row(row) for row in node_rows(graph)],
        "links": [{**_row(row), "key": number} for number, row in enumerate(relationship_rows(graph))],
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {name: json_value(value) for name, value in without_nothing(row).items()}
