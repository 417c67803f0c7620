"""Graph files for the tests of the embedded store."""

import shutil
from pathlib import Path

import pytest
from support.papers import records

from kg.build import build
from kg.store import open_store


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph file of eight papers, not to be changed."""
    path = tmp_path_factory.mktemp("built") / "graph.lbug"
    with open_store(str(path), create=True) as store:
        build(store, records(8))
    return path


@pytest.fixture
def graph_file(built: Path, tmp_path: Path) -> Path:
    """A graph file of eight papers."""
    return Path(shutil.copy(built, tmp_path / "graph.lbug"))
