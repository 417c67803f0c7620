"""Services that several test modules use, started once a run."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from support.neo4j_server import Neo4jServer, Unavailable
from support.services import missing

# No test times itself: a busy machine must not make a property fail.
settings.register_profile("kg", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kg")


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """A running Neo4j server without authentication, with Neo4j Browser.

    Its one database is shared by all tests: one that writes empties it first (fixture ``neo4j_address``).
    """
    try:
        server = Neo4jServer(tmp_path_factory.mktemp("neo4j")).start()
    except Unavailable as error:
        missing(str(error))
    yield server
    server.kill()


@pytest.fixture
def neo4j_address(neo4j_server: Neo4jServer) -> str:
    """The address of the running server, its database emptied."""
    neo4j_server.empty()
    return neo4j_server.uri
