"""GEXF 1.2, for Gephi."""

from pathlib import Path
from typing import Final

import networkx as nx

from kg.exports.flat import to_networkx
from kg.graph import Graph

SUFFIX: Final = ".gexf"


def write(graph: Graph, path: Path) -> None:
    """Write the graph as GEXF (https://gexf.net); lists are joined with "; "."""
    nx.write_gexf(to_networkx(graph), path, version="1.2draft")
