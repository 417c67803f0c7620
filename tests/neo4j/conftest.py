"""Both stores with one graph, for the tests that compare them; servers of a test's own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.neo4j_server import Neo4jServer, Unavailable
from support.papers import records
from support.services import missing

from kg.build import build
from kg.store import Store, open_store


@pytest.fixture(params=["ladybug", "neo4j"])
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store without a graph, of each kind in turn."""
    if request.param == "neo4j":
        return str(request.getfixturevalue("neo4j_address"))
    return str(tmp_path / "graph.lbug")


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Callable[..., Neo4jServer]]:
    """Starts a server of the test's own, with the settings that it is given."""
    started: list[Neo4jServer] = []

    def start(settings: Mapping[str, str] | None = None) -> Neo4jServer:
        try:
            started.append(Neo4jServer(tmp_path / f"server-{len(started)}", settings or {}).start())
        except Unavailable as error:
            missing(str(error))
        return started[-1]

    yield start
    for server in started:
        server.kill()


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
