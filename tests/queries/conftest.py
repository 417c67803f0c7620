"""The small graph in each store, loaded once a run of these tests."""

from collections.abc import Iterator

import pytest
import world

from kg.store import Store, open_store


@pytest.fixture(scope="package", params=["ladybug", "neo4j"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The small graph in a LadybugDB file, and in a running Neo4j server."""
    if request.param == "ladybug":
        address = str(tmp_path_factory.mktemp("world") / "world.lbug")
    else:
        server = request.getfixturevalue("neo4j_server")
        server.empty()
        address = server.uri
    with open_store(address, create=True) as opened:
        with opened.building():
            opened.write([], world.graph())
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
