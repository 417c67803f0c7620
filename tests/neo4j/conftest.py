"""Both stores with one graph, for the tests that compare them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.neo4j_server import Neo4jServer
from support.papers import records

from kg.build import build
from kg.store import Store, open_store


@pytest.fixture(params=["ladybug", "neo4j"])
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store without a graph, of each kind in turn."""
    if request.param == "neo4j":
        return str(request.getfixturevalue("neo4j_address"))
    return str(tmp_path / "graph.lbug")


@dataclass(frozen=True)
class Loaded:
    """The same graph in both stores."""

    ladybug: Store
    neo4j: Store
    server: Neo4jServer


@pytest.fixture(scope="module")
def loaded(neo4j_server: Neo4jServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """A graph of 150 papers in a LadybugDB file and in the Neo4j server."""
    neo4j_server.empty()
    file = tmp_path_factory.mktemp("loaded") / "graph.lbug"
    with open_store(str(file), create=True) as ladybug, open_store(neo4j_server.uri, create=True) as neo4j:
        for store in (ladybug, neo4j):
            build(store, records(150))
        yield Loaded(ladybug, neo4j, neo4j_server)
