"""The embedded store: one LadybugDB file.

A build never changes the file: it fills a new one beside it with bulk loads and puts that in its place with
one rename. So a run that is killed at any moment leaves the last good graph, readers always see a whole one,
and the file is compact after every build. Queries run on the file opened read-only, where the engine itself
refuses to write.
"""

import base64
import json
import os
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from filelock import FileLock, Timeout

from extract.record import ExtractionRecord
from kg.cycles import without_cycle_collection
from kg.errors import UserError
from kg.graph import Graph
from kg.schema import NODES, RELATIONSHIPS, SCHEMA_VERSION
from kg.store import ladybug_tables as tables
from kg.store.base import Changes, Rows, in_batches
from kg.store.ladybug_engine import Engine, EngineError
from kg.store.rows import (
    NodeTable,
    RelationshipTable,
    Row,
    clean_text,
    difference,
    graph_of,
    node_tables,
    relationship_tables,
    total,
)

PATIENCE = 60.0
"""Seconds to wait for another kg that writes the same file; its writing takes seconds, not its extraction."""

_RECORDS_AT_ONCE: Final = 1000  # bounds the memory that their JSON takes when they are read
_ROWS_BETWEEN_CHECKPOINTS: Final = 20_000
"""What is loaded stays in memory until a checkpoint; one after every table would cost more than the load."""

_BUILD_MEMORY: Final = 512 << 20
"""Bytes that the engine may keep during a build, beside the graph in Python; enough for any number of papers."""
_QUERY_MEMORY: Final = 2 << 30
"""Bytes that the engine may keep for queries; only those over very large graphs come near it."""

# In a read-only file the engine refuses to change data, but not to write other files or change settings.
_READING_CLAUSES: Final = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL"})
_FIRST_CLAUSE: Final = re.compile(
    r"(?:\s|//[^\n]*(?:\n|$)|/\*.*?\*/)*(?:(?:EXPLAIN|PROFILE)\s+(?:LOGICAL\s+)?)?(\w*)",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED: Final = re.compile(
    r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`|//[^\n]*|/\*.*?\*/", re.DOTALL
)  # strings, quoted names and comments
_PARAMETER: Final = re.compile(r"\$(\w+)")


class LadybugStore:
    """A graph in one file; see :class:`kg.store.base.Store` for what its methods promise."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open a graph file.

        Args:
            path: the file.
            create: whether the file may be missing; it is made by the first write.

        Raises:
            UserError: the file is missing, is no graph of kg, or one of another version.
        """
        self.address = str(path)
        self._path = path.resolve()  # a link stays a link when the file behind it is replaced
        self._new = self._path.with_name(self._path.name + ".kg-new")
        self._lock = FileLock(self._path.with_name(self._path.name + ".lock"))
        self._engine: Engine | None = None
        if self._path.exists():
            self._reader()
        elif not create:
            raise UserError(f"there is no graph at {path}: make one with kg build PAPERS... --store {path}")
        elif not self._path.parent.is_dir():
            raise UserError(f"cannot make {path}: the folder {self._path.parent} does not exist")

    # Reading

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """Run one read-only Cypher statement; the file is open read-only while it runs."""
        clause = _FIRST_CLAUSE.match(cypher)
        word = clause.group(1).upper() if clause else ""
        if not word:
            raise UserError("the query is empty")
        if word not in _READING_CLAUSES:
            raise UserError(
                f"queries only read, from MATCH, OPTIONAL MATCH, UNWIND, WITH, RETURN or CALL on, not {word}"
            )
        given = parameters or {}
        for name in _PARAMETER.findall(_QUOTED.sub("", cypher)):
            if name not in given:  # the engine would take it as null and find nothing
                raise UserError(f"the query needs a value for ${name}")
        try:
            return self._reader().rows(cypher, given)
        except EngineError as error:
            raise UserError(str(error)) from error

    def records(self) -> Iterator[ExtractionRecord]:
        """All stored extraction records, in the order of their paper ids."""
        for _, text in self._stored_records():
            yield ExtractionRecord.from_dict(json.loads(text))

    @without_cycle_collection()
    def graph(self) -> Graph:
        """The whole stored graph."""
        engine = self._reader()
        return graph_of(
            (tables.read_nodes(engine, label) for label in NODES),
            (
                tables.read_relationships(engine, kind.name, start, end)
                for kind in RELATIONSHIPS.values()
                for start, end in kind.pairs
            ),
        )

    # Writing

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the one right to write; whoever else wants it waits, up to :data:`PATIENCE`.

        Raises:
            UserError: somebody else holds it all that time, or the file or its folder cannot be written.
        """
        try:
            if self._path.exists():
                self._path.open("r+b").close()
            self._lock.acquire(timeout=PATIENCE)
        except Timeout as error:
            if not os.path.exists(self._lock.lock_file):  # nobody holds it: it could not be made
                raise UserError(f"cannot write {self.address}: no file can be made there") from error
            raise UserError(
                f"another kg is writing {self.address}: try again when it has finished"
            ) from error
        except OSError as error:
            raise self._not_writable(error) from error
        try:
            self._close_engine()  # what another writer has put in place since is read from now on
            self._remove_new()
            self._settle()
            yield
        finally:
            self._close_engine()
            # While it is held, so that it is ours; who waits for it sees that it is gone and makes another.
            with suppress(OSError):
                os.unlink(self._lock.lock_file)
            self._lock.release()

    def write(self, records: Sequence[ExtractionRecord], graph: Graph) -> Changes:
        """Put a file with exactly these records and this graph in the place of the old one.

        When nothing changes, the file is left as it is.
        """
        if not self._lock.is_locked:
            raise RuntimeError("LadybugStore.write is called within building()")
        changes = total(difference(self._stored_rows(table), table.rows) for table in _all_tables(graph))
        ordered = {clean_text(record.paper.id): record for record in records}
        if changes == Changes() and self._path.exists() and self._holds(ordered):
            return changes
        self._close_engine()
        try:
            self._fill(ordered, graph)
            _flush(self._new)
            if self._path.exists():
                os.chmod(self._new, self._path.stat().st_mode)
            os.replace(self._new, self._path)
            _flush(self._path.parent)
        except OSError as error:
            raise self._not_writable(error) from error
        except EngineError as error:
            raise UserError(f"cannot write {self.address}: {error}") from error
        finally:
            self._remove_new()
        return changes

    def clear(self) -> int:
        """Remove the file; returns the number of nodes that it held."""
        with self.building():
            if not self._path.exists():
                return 0
            nodes = sum(len(tables.read_nodes(self._reader(), label).rows) for label in NODES)
            self._close_engine()
            try:
                self._path.unlink()
            except OSError as error:
                raise self._not_writable(error) from error
        return nodes

    def close(self) -> None:
        """Release the file."""
        self._close_engine()

    def __enter__(self) -> "LadybugStore":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # The file

    def _reader(self) -> Engine:
        if self._engine is None:
            if not self._path.exists():
                raise UserError(f"there is no graph at {self.address}: make one with kg build PAPERS...")
            self._engine = self._opened()
        return self._engine

    def _opened(self) -> Engine:
        if self._path.is_dir():
            raise UserError(f"{self.address} is a folder, not a graph: name the graph file with --store")
        try:
            self._path.open("rb").close()
        except OSError as error:
            raise UserError(f"cannot read {self.address}: {error.strerror or error}") from error
        try:
            memory = _BUILD_MEMORY if self._lock.is_locked else _QUERY_MEMORY
            engine = Engine(self._path, read_only=True, memory=memory)
        except EngineError as error:
            raise self._unreadable(error) from error
        try:
            version = tables.stored_version(engine)
        except EngineError as error:
            engine.close()
            raise self._unreadable(error) from error
        if version != SCHEMA_VERSION:
            engine.close()
            raise UserError(
                f"{self.address} has schema version {version}, this kg works with {SCHEMA_VERSION}:"
                " build the graph again in another file"
                if version is not None
                else f"{self.address} is no graph of kg: name another file with --store"
            )
        return engine

    def _unreadable(self, error: EngineError) -> UserError:
        if error.other_storage_version:
            return UserError(
                f"{self.address} is of another version of LadybugDB: build the graph again in another file"
            )
        return UserError(f"{self.address} is no graph of kg, or is damaged: name another file with --store")

    def _settle(self) -> None:
        """Take in what another program left in the file's log, and refuse a file with tables of its own."""
        if not self._path.exists():
            return
        if self._path.with_name(self._path.name + ".wal").exists():
            self._opened().close()
            try:
                with Engine(self._path, read_only=False, memory=_BUILD_MEMORY) as engine:
                    engine.checkpoint()
            except EngineError as error:
                raise UserError(
                    f"another program has {self.address} open for writing: close it there first"
                    if error.locked
                    else f"cannot write {self.address}: {error}"
                ) from error
        if foreign := tables.foreign(self._reader()):
            names = ", ".join(foreign)
            raise UserError(
                f"{self.address} holds tables that are not of kg ({names}): build in another file"
            )

    def _fill(self, records: Mapping[str, ExtractionRecord], graph: Graph) -> None:
        with Engine(self._new, read_only=False, memory=_BUILD_MEMORY) as engine:
            tables.create(engine)
            waiting = 0
            for table in _all_tables(graph):
                tables.load(engine, table)
                waiting += len(table.rows)
                if waiting >= _ROWS_BETWEEN_CHECKPOINTS:
                    engine.checkpoint()
                    waiting = 0
            tables.load_records(engine, ((id, _packed(_json(records[id]))) for id in sorted(records)))
            engine.checkpoint()

    def _stored_rows(self, table: NodeTable | RelationshipTable) -> Mapping[Any, Row]:
        """What the file holds of the label or the type of a table."""
        if not self._path.exists():
            return {}
        if isinstance(table, NodeTable):
            return tables.read_nodes(self._reader(), table.label).rows
        return tables.read_relationships(self._reader(), table.type, table.start, table.end).rows

    def _stored_records(self) -> Iterator[tuple[str, str]]:
        if not self._path.exists():
            return
        engine = self._reader()
        for ids in in_batches(tables.record_ids(engine), _RECORDS_AT_ONCE):
            yield from ((id, _unpacked(text)) for id, text in tables.read_records(engine, ids))

    def _holds(self, records: Mapping[str, ExtractionRecord]) -> bool:
        stored = 0
        for id, text in self._stored_records():
            if id not in records or _json(records[id]) != text:
                return False
            stored += 1
        return stored == len(records)

    def _close_engine(self) -> None:
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def _remove_new(self) -> None:
        """Remove what a writer that was killed left behind; only the holder of the lock may."""
        for ending in ("", ".*"):
            for leftover in self._new.parent.glob(_escaped(self._new.name) + ending):
                leftover.unlink()

    def _not_writable(self, error: OSError) -> UserError:
        return UserError(f"cannot write {self.address}: {error.strerror or error}")


def _all_tables(graph: Graph) -> Iterator[NodeTable | RelationshipTable]:
    yield from node_tables(graph)
    yield from relationship_tables(graph)


def _json(record: ExtractionRecord) -> str:
    """A record as JSON in plain ASCII, which keeps any text exactly."""
    return json.dumps(record.to_dict(), separators=(",", ":"))


def _packed(text: str) -> str:
    """The JSON compressed to about a fifth: records as they are would be a third of the file."""
    return base64.b64encode(zlib.compress(text.encode("ascii"))).decode("ascii")


def _unpacked(text: str) -> str:
    return zlib.decompress(base64.b64decode(text)).decode("ascii")


def _escaped(name: str) -> str:
    return re.sub(r"([\[\]*?])", r"[\1]", name)


def _flush(path: Path) -> None:
    """Have the system put a file, or a folder's entries, on the disk."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:  # Windows opens no folders, and needs not
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
