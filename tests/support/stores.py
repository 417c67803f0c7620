"""Real embedded stores made from records."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import kg
from extract.record import ExtractionRecord
from kg.build import build
from kg.store import open_store
from support.small_graph import small_records


def stored(records: Sequence[ExtractionRecord], folder: Path) -> Path:
    """The file of a new embedded graph in a folder, built from the records."""
    path = folder / "graph.lbug"
    with open_store(str(path), create=True) as store:
        build(store, records)
    return path


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the small graph that is known by hand, built once."""
    return stored(small_records(), tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def small(small_store: Path) -> Iterator[kg.KnowledgeGraph]:
    """The small graph that is known by hand, open."""
    with kg.open(str(small_store)) as graph:
        yield graph
