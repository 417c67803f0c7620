"""LadybugDB as this project uses it: one database with one connection, plain rows, errors of one line."""

import os
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import ladybug

from kg.store.base import Rows

_INTERNAL: Final = frozenset({"_ID", "_LABEL", "_SRC", "_DST", "_NODES", "_RELS"})
_UNION: Final = re.compile(r"\bUNION\b", re.IGNORECASE)
_THREADS: Final = os.cpu_count() or 1


class EngineError(Exception):
    """What the engine says is wrong, on one line."""

    def __init__(self, message: str) -> None:
        self.locked = "Could not set lock" in message
        self.other_storage_version = "storage version" in message.lower()
        super().__init__(_one_line(message))


class Engine:
    """One open database file."""

    def __init__(self, path: Path, *, read_only: bool, memory: int) -> None:
        """Open a file.

        Args:
            path: the file; made when it is missing and not ``read_only``.
            read_only: have the engine refuse whatever would change the file.
            memory: bytes of pages and intermediate results that the engine may keep.

        Raises:
            EngineError: the file is no database, or another process writes it.
        """
        try:
            self._database = ladybug.Database(
                str(path), read_only=read_only, buffer_pool_size=memory, auto_checkpoint=False
            )
            self._connection = ladybug.Connection(self._database)
        except RuntimeError as error:
            raise EngineError(str(error)) from error

    def rows(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """Run one statement; values come back as plain Python values.

        A node is a dictionary with its label as ``_label``, a relationship one with its type as ``_type``, a
        path the list of its nodes and relationships in turn.
        """
        # With a parameter, needed or not, the engine prepares the statement and refuses more than one.
        with self._run(cypher, {"_": 0, **(parameters or {})}) as result:
            columns = tuple(result.get_column_names())
            return Rows(columns, [tuple(_plain(value) for value in row) for row in result.get_all()])

    def values(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[list[Any]]:
        """Run one statement that returns scalars and lists only, as the engine gives them."""
        with self._run(cypher, dict(parameters or {})) as result:
            found: list[list[Any]] = result.get_all()
            return found

    def execute(self, cypher: str) -> None:
        """Run one statement for its effect."""
        self._run(cypher, {}).close()

    def load(self, statement: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Run ``COPY table FROM $rows`` with rows given as a data frame, by far the fastest way in."""
        import pandas

        frame = pandas.DataFrame(
            {
                # Objects stay what they are: no integer becomes a float because another one is missing.
                column: pandas.Series(values, dtype=object)
                for column, values in zip(columns, zip(*rows, strict=True), strict=True)
            }
        )
        self._run(statement, {"rows": frame}).close()

    def checkpoint(self) -> None:
        """Move everything from the write-ahead log into the file."""
        self.execute("CHECKPOINT")

    def close(self) -> None:
        """Release the file."""
        self._connection.close()
        self._database.close()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self, cypher: str, parameters: dict[str, Any]) -> ladybug.QueryResult:
        # Several threads collect the branches of a UNION in whatever order they finish; one keeps them as written.
        self._connection.set_max_threads_for_exec(1 if _UNION.search(cypher) else _THREADS)
        try:
            result = self._connection.execute(cypher, parameters)
        except RuntimeError as error:
            raise EngineError(str(error)) from error
        assert not isinstance(result, list)
        return result


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return int(value)  # a sum of integers is one of 128 bits, which the driver gives as a decimal
    if not isinstance(value, dict):
        return value
    if "_NODES" in value:
        nodes, links = value["_NODES"], value["_RELS"]
        return [
            _plain(part) for index, node in enumerate(nodes) for part in (node, *links[index : index + 1])
        ]
    if "_LABEL" in value:
        kind = "_type" if "_SRC" in value else "_label"
        return {kind: value["_LABEL"]} | {
            name: _plain(item) for name, item in value.items() if name not in _INTERNAL and item is not None
        }
    return {name: _plain(item) for name, item in value.items()}


def _one_line(message: str) -> str:
    """The gist of an engine's message: its first line, without its class and lists of all keywords."""
    if "read-only" in message:
        return "queries only read, and this one would write"
    first = message.strip().splitlines()[0] if message.strip() else "the engine failed without saying why"
    first = re.sub(r"^(\w+ )?[Ee]xception: ", "", first)
    return re.sub(r" ?,? expecting \{.*", "", first)
