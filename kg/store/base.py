"""What every store can do. One file a store; the rest of the project knows only this interface."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol

from extract.record import ExtractionRecord
from kg.errors import UserError
from kg.graph import Graph


@dataclass(frozen=True)
class Rows:
    """The answer to a query: column names and rows of plain Python values (dates are ``datetime.date``)."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def dicts(self) -> list[dict[str, Any]]:
        """The rows as dictionaries by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> Any:
        """The rows as a pandas data frame.

        Raises:
            kg.errors.UserError: pandas is not installed.
        """
        return load_pandas().DataFrame(self.rows, columns=list(self.columns))


def load_pandas() -> Any:
    """The module pandas, which kg itself does not need.

    Raises:
        kg.errors.UserError: it is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise UserError("data frames need pandas: pip install pandas") from error
    return pandas


@dataclass(frozen=True)
class Changes:
    """How many nodes and relationships a write added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0


class Store(Protocol):
    """A graph database that holds extraction records and the graph that follows from them.

    The graph is a function of the set of records (and the corrections), so that adding papers in any order
    gives the same graph. The records are kept beside the graph, out of the way of queries over it.
    """

    address: str

    def building(self) -> AbstractContextManager[None]:
        """Hold the one right to write: another writer waits for it or is told so in one line."""
        ...

    def records(self) -> Iterator[ExtractionRecord]:
        """All stored extraction records, in the order of their paper ids."""
        ...

    def write(self, records: Sequence[ExtractionRecord], graph: Graph) -> Changes:
        """Make the store hold exactly these records and this graph; what is there already is not touched.

        Called within :meth:`building`. A run that is killed leaves the last good graph, or one that the
        next run completes.
        """
        ...

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """Run one read-only Cypher statement.

        Raises:
            kg.errors.UserError: the statement is wrong, or would write.
        """
        ...

    def graph(self) -> Graph:
        """The whole stored graph, for analysis and export."""
        ...

    def clear(self) -> int:
        """Remove everything that kg wrote, nothing else; returns the number of nodes removed."""
        ...

    def close(self) -> None:
        """Release the database."""
        ...

    def __enter__(self) -> "Store": ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def in_batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of up to ``size`` rows, in order."""
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
