"""The small graph in each store, loaded once a run of these tests."""

from collections.abc import Iterator

import pytest
import world
from support.neo4j_server import Neo4jServer

from kg.store import Store, open_store


@pytest.fixture(scope="package")
def served(neo4j_server: Neo4jServer) -> str:
    """The address of a Neo4j server that holds the small graph."""
    neo4j_server.empty()
    with open_store(neo4j_server.uri, create=True) as opened, opened.building():
        opened.write([], world.graph())
    return neo4j_server.uri


@pytest.fixture(scope="package", params=["ladybug", "neo4j"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The small graph in a LadybugDB file, and in a running Neo4j server."""
    fixture = "world_file" if request.param == "ladybug" else "served"
    with open_store(request.getfixturevalue(fixture)) as opened:
        yield opened


@pytest.fixture(scope="package")
def embedded(world_file: str) -> Iterator[Store]:
    """The small graph in a LadybugDB file alone, for what one store is enough to show."""
    with open_store(world_file) as opened:
        yield opened


@pytest.fixture(scope="package")
def world_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small graph as a file, for the command line."""
    path = str(tmp_path_factory.mktemp("world") / "graph.lbug")
    with open_store(path, create=True) as opened, opened.building():
        opened.write([], world.graph())
    return path
