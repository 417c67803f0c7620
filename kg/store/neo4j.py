"""A Neo4j server as a store.

What is ours in a database that others use too: nodes with one of the schema's labels **and** the property
``kg_id`` (their id, unique within the label), and the schema's relationships between such nodes that have the
property ``paper``. Nothing else is ever changed or removed. Extraction records are nodes ``:Record`` without
relationships; two nodes ``:KgStore`` hold the lock of a build and the state of the graph.

Labels, relationship types and property names in statements come from :mod:`kg.schema`; everything else is a
parameter.
"""

import datetime
import json
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Final, TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError, TransientError

from extract.record import ExtractionRecord
from kg.errors import UserError
from kg.graph import Graph
from kg.schema import NODES, RELATIONSHIP_TYPES, SCHEMA_VERSION
from kg.store import neo4j_access
from kg.store import neo4j_statements as cypher
from kg.store.base import Changes, Rows, in_batches
from kg.store.neo4j_errors import is_memory, translated
from kg.store.neo4j_values import Ends, node_rows, plain, record_row, relationship_rows
from kg.store.rows import (
    NodeTable,
    RelationshipTable,
    difference,
    graph_of,
    node_tables,
    relationship_tables,
    total,
)

BATCH: Final = 2000
"""Rows a transaction; ``benchmarks/neo4j_load.py --batches`` measures it."""

_RECORD_BATCH: Final = 200  # a record is about as large as ten rows
_WAITING: Final = 2.0  # seconds until a build that waits for another says so
_LOCK_CHECK: Final = 2.0  # seconds; a server that was restarted in between takes longer than that

Result = TypeVar("Result")
Statement = tuple[str, list[list[Any]]]
"""A statement over ``$rows``, and the rows."""

log = logging.getLogger(__name__)


class Neo4jStore:
    """One database of a Neo4j server.

    Args:
        address: ``neo4j://host:7687`` and the like, or ``neo4j`` for the server that NEO4J_URI names.
        create: accept a database without a graph of ours; without it that is an error.
        database: the database; NEO4J_DATABASE, else the server's default, when None.

    Raises:
        UserError: the server cannot be used, or its graph has another schema version.
    """

    def __init__(self, address: str, *, create: bool = False, database: str | None = None) -> None:
        access = neo4j_access.resolve(address, database)
        self.address = access.address
        self.database = access.database
        self._driver = neo4j_access.connect(access)
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self._lock: neo4j.Transaction | None = None
        self._lock_checked = 0.0
        try:
            self._check_state(create)
        except BaseException:
            self._driver.close()
            raise

    # Reading

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """Run one statement in a read transaction: the server itself refuses one that would write."""

        def work(transaction: neo4j.ManagedTransaction) -> Rows:
            result = transaction.run(cypher, dict(parameters or {}))  # type: ignore[arg-type]
            return Rows(tuple(result.keys()), [tuple(plain(value) for value in record) for record in result])

        if not cypher.strip():
            raise UserError("the query is empty")
        return self._execute(work, write=False)

    def records(self) -> Iterator[ExtractionRecord]:
        """All stored extraction records, in the order of their paper ids."""
        ids = sorted(id for id, _ in self._read(cypher.RECORD_DIGESTS))
        for batch in in_batches(ids, _RECORD_BATCH):
            for _, text in sorted(self._read(cypher.RECORDS, ids=batch)):
                yield ExtractionRecord.from_dict(json.loads(text))

    def graph(self) -> Graph:
        """The whole stored graph, for analysis and export."""
        return graph_of(self._stored_nodes().values(), self._stored_relationships().values())

    # Writing

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the one right to write; another build waits until this one ends.

        An open transaction holds the write lock of one node, so the server itself frees it when this process
        dies or its connection breaks.
        """
        self._run(cypher.STATE_CONSTRAINT)
        waiting = threading.Timer(_WAITING, self._say_waiting)
        waiting.daemon = True
        with self._session() as session, session.begin_transaction(timeout=0) as transaction:
            waiting.start()
            try:
                now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
                transaction.run(cypher.TAKE_LOCK, now=now).consume()
            finally:
                waiting.cancel()
            self._lock, self._lock_checked = transaction, time.monotonic()
            try:
                self._create_schema()
                yield
                transaction.commit()
            finally:
                self._lock = None

    def write(self, records: Sequence[ExtractionRecord], graph: Graph) -> Changes:
        """Make the database hold exactly these records and this graph, changing only what differs.

        The records come first: whatever happens afterwards, the next build of anything completes the graph.
        Rows are sorted, so that all writers lock in the same order; what is gone is removed last.
        """
        if self._lock is None:
            raise RuntimeError("Neo4jStore.write is called within building()")
        self._set_state(complete=False)
        self._write(self._record_statements(records), _RECORD_BATCH)
        stored_nodes, stored_links = self._stored_nodes(), self._stored_relationships()
        nodes = [(stored_nodes[table.label], table) for table in node_tables(graph)]
        links = [(stored_links[_ends(table)], table) for table in relationship_tables(graph)]
        self._write(_merges(nodes, links), BATCH)
        self._write(_removals(nodes, links), BATCH)
        self._set_state(complete=True)
        return total(
            [difference(old.rows, new.rows) for old, new in nodes]
            + [difference(before.rows, after.rows) for before, after in links]
        )

    def clear(self) -> int:
        """Remove everything that kg wrote, in batches, nothing else; returns the number of the graph's nodes.

        The constraint that guards the lock of a build stays, because a build may be waiting for it.
        """
        with self.building():
            self._drain(cypher.REMOVE_RELATIONSHIPS)
            removed = self._drain(cypher.REMOVE_NODES)
            self._drain(cypher.REMOVE_RECORDS)
            self._run(*cypher.drop_schema())
            assert self._lock is not None
            self._lock.run(cypher.REMOVE_STATE).consume()
        return removed

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()

    def __enter__(self) -> "Neo4jStore":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Sessions and transactions

    @contextmanager
    def _session(self) -> Iterator[neo4j.Session]:
        with (
            translated(self.address, self.database),
            self._driver.session(database=self.database, bookmark_manager=self._bookmarks) as session,
        ):
            yield session

    def _execute(self, work: Callable[[neo4j.ManagedTransaction], Result], *, write: bool) -> Result:
        """Do work in a transaction that is retried, within a build only as long as its lock is held."""
        tried = False

        def guarded(transaction: neo4j.ManagedTransaction) -> Result:
            nonlocal tried
            if tried and self._lock:
                self._check_lock(at_once=True)
            tried = True
            return work(transaction)

        try:
            with self._session() as session:
                return session.execute_write(guarded) if write else session.execute_read(guarded)
        except UserError as error:
            if self._lock and isinstance(error.__cause__, DriverError):
                raise self._lost() from error
            raise

    def _read(self, statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """The rows of a statement of our own."""
        return self._made(list, statement, **parameters)

    def _made(
        self, make: Callable[[Iterator[tuple[Any, ...]]], Result], statement: str, **parameters: Any
    ) -> Result:
        """What ``make`` makes of the rows of a statement while they arrive.

        A build reads where it writes, because a replica may lag behind.
        """

        def work(transaction: neo4j.ManagedTransaction) -> Result:
            records = transaction.run(statement, parameters)  # type: ignore[arg-type]
            return make(tuple(record) for record in records)

        return self._execute(work, write=self._lock is not None)

    def _run(self, *statements: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Run statements that write in one transaction; returns the rows of the last."""

        def work(transaction: neo4j.ManagedTransaction) -> list[tuple[Any, ...]]:
            rows: list[tuple[Any, ...]] = []
            for statement in statements:
                rows = [tuple(record) for record in transaction.run(statement, parameters)]  # type: ignore[arg-type]
            return rows

        return self._execute(work, write=True)

    def _write(self, statements: Iterable[Statement], size: int) -> None:
        for batch in _packed(statements, size):
            self._check_lock()
            self._write_batch(batch)

    def _write_batch(self, batch: list[Statement]) -> None:
        """Run one batch in one transaction; where the server has too little memory for it, in two halves."""

        def work(transaction: neo4j.ManagedTransaction) -> None:
            try:
                for statement, rows in batch:
                    transaction.run(statement, rows=rows).consume()  # type: ignore[arg-type]
            except TransientError as error:
                if (
                    is_memory(error) and size > 1
                ):  # the driver would try the same batch again for half a minute
                    raise _TooLarge from error
                raise

        size = sum(len(rows) for _, rows in batch)
        try:
            self._execute(work, write=True)
        except (_TooLarge, UserError) as error:
            cause = error.__cause__
            if size == 1 or not (isinstance(cause, Neo4jError) and is_memory(cause)):
                raise
            for half in _packed(batch, (size + 1) // 2):
                self._write_batch(half)

    def _drain(self, statement: str) -> int:
        """Repeat a statement that removes up to ``$limit`` things until none is left; returns how many."""
        removed = 0
        while count := self._run(statement, limit=BATCH)[0][0]:
            self._check_lock()
            removed += count
        return removed

    # The lock and the state

    def _say_waiting(self) -> None:
        log.warning("another kg is writing to %s: waiting for it to end", self.address)

    def _check_lock(self, *, at_once: bool = False) -> None:
        """Make sure that this process still has the right to write; this also keeps the connection in use."""
        assert self._lock is not None
        if not at_once and time.monotonic() - self._lock_checked < _LOCK_CHECK:
            return
        try:
            self._lock.run("RETURN 1").consume()
        except (Neo4jError, DriverError) as error:
            raise self._lost() from error
        self._lock_checked = time.monotonic()

    def _lost(self) -> UserError:
        return UserError(
            f"lost the connection to {self.address}: run the same command again, it completes the rest"
        )

    def _check_state(self, create: bool) -> None:
        rows = self._read(cypher.GET_STATE)
        if not rows:
            if not create:
                where = f" (database {self.database})" if self.database else ""
                raise UserError(
                    f"there is no graph at {self.address}{where}: make one with kg build PAPERS... "
                    f"--store {self.address}"
                )
            return
        version, complete = rows[0]
        if version != SCHEMA_VERSION:
            raise UserError(
                f"the graph at {self.address} has schema version {version}, this kg works with "
                f"{SCHEMA_VERSION}: use the kg that made it, or build in another database"
            )
        if not complete and not create:
            log.warning("the last build on %s did not end: run it again to complete the graph", self.address)

    def _set_state(self, *, complete: bool) -> None:
        self._check_lock()
        self._run(cypher.SET_STATE, schema=SCHEMA_VERSION, complete=complete)

    def _create_schema(self) -> None:
        present = {
            name for (name,) in self._run("SHOW INDEXES YIELD name")
        }  # a constraint owns one of its name
        missing = [statement for name, statement in cypher.schema().items() if name not in present]
        constraints = [statement for statement in missing if " CONSTRAINT " in statement]
        indexes = [statement for statement in missing if statement not in constraints]
        if constraints:
            self._run(*constraints)
        if indexes:
            try:
                self._run(*indexes)
            except UserError as error:  # they only make look-ups faster
                log.warning("%s makes no indexes for the graph: %s", self.address, error.message)

    # What is stored

    def _record_statements(self, records: Sequence[ExtractionRecord]) -> Iterator[Statement]:
        stored = dict(self._read(cypher.RECORD_DIGESTS))
        rows = [row for row in sorted(map(record_row, records)) if stored.pop(row[0], None) != row[2]]
        yield cypher.MERGE_RECORD, rows
        yield cypher.delete_node(cypher.RECORD), [[id] for id in sorted(stored)]

    def _stored_nodes(self) -> dict[str, NodeTable]:
        tables = {label: NodeTable(label, {}) for label in NODES}
        for statement, properties in cypher.read_nodes():
            for label, rows in self._made(node_rows(properties), statement, labels=list(NODES)).items():
                tables[label].rows.update(rows)
        return tables

    def _stored_relationships(self) -> dict[Ends, RelationshipTable]:
        tables = {
            (kind.name, *pair): RelationshipTable(kind.name, *pair, {})
            for kind in RELATIONSHIP_TYPES
            for pair in kind.pairs
        }
        for statement, properties in cypher.read_relationships():
            found = self._made(relationship_rows(properties), statement, labels=list(NODES))
            for ends in found.keys() & tables.keys():
                tables[ends].rows.update(found[ends])
        return tables


class _TooLarge(Exception):
    """A batch that the server has not enough memory for."""


NodePairs = Sequence[tuple[NodeTable, NodeTable]]
LinkPairs = Sequence[tuple[RelationshipTable, RelationshipTable]]


def _merges(nodes: NodePairs, links: LinkPairs) -> Iterator[Statement]:
    """Statements that write what is new or differs, nodes before relationships."""
    for old, new in nodes:
        rows = [[id, *row] for id, row in new.rows.items() if old.rows.get(id) != row]
        yield cypher.merge_node(new.label), rows
    for before, after in links:
        rows = [[*key, *row] for key, row in after.rows.items() if before.rows.get(key) != row]
        yield cypher.merge_relationship(*_ends(after)), rows


def _removals(nodes: NodePairs, links: LinkPairs) -> Iterator[Statement]:
    """Statements that remove what is gone, relationships before nodes."""
    for before, after in links:
        keys = sorted(before.rows.keys() - after.rows.keys())
        yield cypher.delete_relationship(*_ends(after)), [list(key) for key in keys]
    for old, new in nodes:
        yield cypher.delete_node(new.label), [[id] for id in sorted(old.rows.keys() - new.rows.keys())]


def _ends(table: RelationshipTable) -> Ends:
    return table.type, table.start, table.end


def _packed(statements: Iterable[Statement], size: int) -> Iterator[list[Statement]]:
    """The statements in batches of up to ``size`` rows, in order: few rows of many statements share one."""
    batch: list[Statement] = []
    free = size
    for statement, rows in statements:
        first = 0
        while first < len(rows):
            part = rows[first : first + free]
            batch.append((statement, part))
            first += len(part)
            free -= len(part)
            if free == 0:
                yield batch
                batch, free = [], size
    if batch:
        yield batch
