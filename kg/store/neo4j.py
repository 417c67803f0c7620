"""A Neo4j server as a store.

What is ours in a database that others use too: nodes with one of the schema's labels **and** the property
``kg_id`` (their id, unique within the label), and the schema's relationships between such nodes that have the
property ``paper``. Nothing else is ever changed or removed. Extraction records are nodes ``:Record`` without
relationships; nodes ``:KgStore`` hold the lock of a build, the state of the graph, and for each writer whose
turn it is.

Labels, relationship types and property names in statements come from :mod:`kg.schema`; everything else is a
parameter.
"""

import datetime
import itertools
import json
import logging
import operator
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Any, Final, Literal, TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError, TransientError

from extract.record import ExtractionRecord
from kg.cycles import without_cycle_collection
from kg.errors import UserError
from kg.graph import Graph
from kg.schema import NODES, RELATIONSHIP_TYPES, SCHEMA_VERSION
from kg.store import neo4j_access
from kg.store import neo4j_statements as cypher
from kg.store.base import Changes, Rows, in_batches
from kg.store.neo4j_batches import (
    Batch,
    Lane,
    Round,
    Statement,
    node_rounds,
    packed,
    relationship_rounds,
    removals,
    repeatable,
)
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

BATCH: Final = 8000
"""Rows a transaction; ``benchmarks/neo4j_load.py --batches`` measures it."""
WRITERS: Final = 2
"""Transactions side by side; ``benchmarks/neo4j_load.py --writers`` measures it."""
_SIDE_BY_SIDE: Final = 20_000  # relationships; fewer are written faster by one writer, in fewer statements

_REMOVED: Final = 2000  # rows a transaction that clears
_RECORD_BATCH: Final = 200  # a record is about as large as ten rows
_WAITING: Final = 2.0  # seconds until a build that waits for another says so
_COMMIT_TURN: Final = 10.0  # seconds that a writer waits for its turn to commit; without one it may deadlock
_LOCK_CHECK: Final = 2.0  # seconds; a server that was restarted in between takes longer than that

Result = TypeVar("Result")

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
        self._lock_guard = threading.Lock()
        self._build = ""
        # Writers share no node, but a commit also locks a new relationship's neighbours in the lists of its nodes,
        # which may lead to a node of another writer: two commits at once would deadlock now and then.
        self._committing = threading.RLock()
        self._largest = max(BATCH, _RECORD_BATCH)
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

    @without_cycle_collection()
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
            self._build = uuid.uuid4().hex
            try:
                self._run(cypher.SET_WRITERS, writers=WRITERS, build=self._build)
                self._create_schema("CONSTRAINT")
                yield
                transaction.commit()
            finally:
                self._lock = None

    def write(self, records: Sequence[ExtractionRecord], graph: Graph) -> Changes:
        """Make the database hold exactly these records and this graph, changing only what differs.

        The records come first: whatever happens afterwards, the next build of anything completes the graph.
        What is gone is removed last. Indexes are made when the nodes are there: that is faster than to keep
        them up to date during a first load.
        """
        if self._lock is None:
            raise RuntimeError("Neo4jStore.write is called within building()")
        self._set_state(complete=False)
        with without_cycle_collection():
            changes = self._write_all(records, graph)
        # from here on the server is busy with the indexes
        self._create_schema("INDEX")
        self._set_state(complete=True)
        return changes

    def _write_all(self, records: Sequence[ExtractionRecord], graph: Graph) -> Changes:
        self._write([[packed(self._record_statements(records), _RECORD_BATCH)]])
        stored_nodes, stored_links = self._stored_nodes(), self._stored_relationships()
        nodes = [(stored_nodes[table.label], table) for table in node_tables(graph)]
        links: list[tuple[RelationshipTable, RelationshipTable]] = []
        writers = WRITERS if len(graph.relationships) >= _SIDE_BY_SIDE else 1

        def relationships() -> Iterator[Round]:
            links.extend((stored_links[_ends(table)], table) for table in relationship_tables(graph))
            yield from relationship_rounds(links, writers, BATCH)

        self._write(itertools.chain(node_rounds(nodes, writers, BATCH), relationships()))
        self._write([[packed(removals(nodes, links), BATCH)]])
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

    def _write(self, rounds: Iterable[Round]) -> None:
        """Run the lanes of each round side by side; the first error stops all of them.

        While a round runs, the next one is prepared.
        """
        stopped = threading.Event()

        def run(writer: int, lane: Lane) -> None:
            for batch in lane:
                if stopped.is_set():
                    return
                self._check_lock()
                self._write_batch(batch, writer)

        with ThreadPoolExecutor(WRITERS) as pool:
            running: list[Future[None]] = []
            try:
                for lanes in itertools.chain(rounds, [()]):
                    for done in as_completed(running):
                        done.result()
                    running = [pool.submit(run, number, lane) for number, lane in enumerate(lanes, 1)]
            except BaseException:
                stopped.set()
                raise

    def _write_batch(self, batch: Batch, writer: int, *, again: bool = False) -> None:
        """Run one batch in one transaction; one that keeps failing for a passing reason is written in two halves.

        The likely reason is that the server allows a transaction too little memory, so batches stay small then.
        What ended while it was committed does not say why.

        Args:
            batch: its statements.
            writer: number of the writer, from 1; those that write at the same time have different ones.
            again: whether some of it may be written already.
        """
        size = sum(len(statement.rows) for statement in batch)
        tries = 0

        def work(transaction: neo4j.ManagedTransaction) -> None:
            nonlocal tries
            if tries == 2 and size > 1:
                raise _TooLarge
            text = operator.attrgetter("again" if again or tries else "text")
            tries += 1
            held = transaction.run(cypher.HOLD_WRITER, writer=writer, build=self._build).single(strict=True)
            if not held[0]:
                raise self._lost()
            with _telling_size(size):
                for statement in batch:
                    transaction.run(text(statement), rows=statement.rows).consume()
            if self._committing.acquire(timeout=_COMMIT_TURN):
                turn.callback(self._committing.release)

        if size <= self._largest:
            try:
                with ExitStack() as turn:
                    self._execute(work, write=True)
                return
            except _TooLarge:
                self._largest = (size + 1) // 2
        for half in packed(batch, (size + 1) // 2):
            self._write_batch(half, writer, again=again or tries > 0)

    def _drain(self, statement: str) -> int:
        """Repeat a statement that removes up to ``$limit`` things until none is left; returns how many.

        The limit is halved when the server has not enough memory for a transaction of that size.
        """
        removed, limit, tries = 0, _REMOVED, 0

        def work(transaction: neo4j.ManagedTransaction) -> int:
            nonlocal tries
            if tries == 2 and limit > 1:
                raise _TooLarge
            tries += 1
            with _telling_size(limit):
                return int(transaction.run(statement, limit=limit).single(strict=True)[0])

        while True:
            tries = 0
            try:
                count = self._execute(work, write=True)
            except _TooLarge:
                limit = (limit + 1) // 2
                continue
            if count == 0:
                return removed
            self._check_lock()
            removed += count

    # The lock and the state

    def _say_waiting(self) -> None:
        log.warning("another kg is writing to %s: waiting for it to end", self.address)

    def _check_lock(self, *, at_once: bool = False) -> None:
        """Make sure that this process still has the right to write; this also keeps the connection in use."""
        assert self._lock is not None
        with self._lock_guard:
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

    def _create_schema(self, kind: Literal["CONSTRAINT", "INDEX"]) -> None:
        present = {
            name for (name,) in self._run("SHOW INDEXES YIELD name")
        }  # a constraint owns one of its name
        missing = [
            statement
            for name, statement in cypher.schema().items()
            if name not in present and f" {kind} " in statement
        ]
        if not missing:
            return
        try:
            self._run(*missing)
        except UserError as error:
            if kind == "CONSTRAINT":
                raise
            # indexes only make look-ups faster
            log.warning("%s makes no indexes for the graph: %s", self.address, error.message)

    # What is stored

    def _record_statements(self, records: Sequence[ExtractionRecord]) -> Iterator[Statement]:
        stored = dict(self._read(cypher.RECORD_DIGESTS))
        rows = [row for row in sorted(map(record_row, records)) if stored.pop(row[0], None) != row[2]]
        yield repeatable(cypher.MERGE_RECORD, rows)
        yield repeatable(cypher.delete_node(cypher.RECORD), [[id] for id in sorted(stored)])

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


def _ends(table: RelationshipTable) -> Ends:
    return table.type, table.start, table.end


class _TooLarge(Exception):
    """A batch that failed and may do so because the server has not enough memory for it."""


@contextmanager
def _telling_size(size: int) -> Iterator[None]:
    """Ends a transaction of more than one row for which the server has not enough memory.

    The driver would try the same again, for a while.
    """
    try:
        yield
    except TransientError as error:
        if is_memory(error) and size > 1:
            raise _TooLarge from error
        raise
