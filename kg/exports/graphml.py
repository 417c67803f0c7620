"""GraphML, for Gephi, yEd, Cytoscape and igraph."""

from pathlib import Path
from typing import Final

import networkx as nx

from kg.exports.flat import to_networkx
from kg.graph import Graph

SUFFIX: Final = ".graphml"


def write(graph: Graph, path: Path) -> None:
    """Write the graph as GraphML (http://graphml.graphdrawing.org); lists are joined with "; "."""
    nx.write_graphml_xml(to_networkx(graph), path, named_key_ids=True, edge_id_from_attribute=None)
