"""A Neo4j server as a store.

What is ours in a database that others use too: nodes with one of the schema's labels **and** the property
``kg_id`` (their id, unique within the label), and the schema's relationships between such nodes that have the
property ``paper``. Nothing else is ever changed or removed. Extraction records are nodes ``:Record`` without
relationships; two nodes ``:KgStore`` hold the lock of a build and the state of the graph.

Labels, relationship types and property names in statements come from :mod:`kg.schema`; everything else is a
parameter.
"""

import datetime
import hashlib
import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError, TransientError
from neo4j.graph import Node, Path, Relationship
from neo4j.time import Date, DateTime, Duration, Time

from extract.record import ExtractionRecord
from kg.errors import UserError
from kg.graph import Graph
from kg.schema import (
    ENTITY_LABELS,
    NODES,
    PAPER,
    RELATIONSHIP_TYPES,
    RELATIONSHIPS,
    SCHEMA_VERSION,
    Property,
    RelationshipType,
)
from kg.store import neo4j_access
from kg.store.base import Changes, Rows, in_batches
from kg.store.neo4j_errors import is_memory, translated
from kg.store.rows import (
    NodeTable,
    RelationshipTable,
    Row,
    difference,
    graph_of,
    node_tables,
    relationship_tables,
    total,
)

Key = TypeVar("Key")

RECORD = "Record"
STATE = "KgStore"
BATCH = 2000
"""Rows a transaction; see benchmarks/neo4j_load.py for the measurement behind it."""

_RECORD_BATCH = 200  # a record is as large as some 30 rows
_WAITING = 2.0  # seconds until a build that waits for another says so

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

        with self._session() as session:
            return session.execute_read(work)

    def records(self) -> Iterator[ExtractionRecord]:
        """All stored extraction records, in the order of their paper ids."""
        ids = [row[0] for row in self._read(f"MATCH (r:{RECORD}) WHERE r.kg_id IS NOT NULL RETURN r.kg_id")]
        for batch in in_batches(sorted(ids), _RECORD_BATCH):
            rows = self._read(
                f"UNWIND $ids AS id MATCH (r:{RECORD} {{kg_id: id}}) RETURN r.kg_id, r.json", ids=batch
            )
            for _, text in sorted(rows):
                yield ExtractionRecord.from_dict(json.loads(text))

    def graph(self) -> Graph:
        """The whole stored graph, for analysis and export."""
        return graph_of(self._node_tables().values(), self._relationship_tables().values())

    # Writing

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the one right to write; another build waits until this one ends.

        An open transaction holds the write lock of one node, so the server itself frees it when this process
        dies or its connection breaks.
        """
        self._run(f"CREATE CONSTRAINT kg_store IF NOT EXISTS FOR (s:{STATE}) REQUIRE s.id IS UNIQUE")
        waiting = threading.Timer(
            _WAITING, log.warning, ("waiting for another kg build on %s to end", self.address)
        )
        waiting.daemon = True
        with self._session() as session, session.begin_transaction(timeout=0) as transaction:
            waiting.start()
            try:
                self._take_lock(transaction)
            finally:
                waiting.cancel()
            self._lock = transaction
            try:
                self._create_schema()
                yield
                transaction.commit()
            finally:
                self._lock = None

    def write(self, records: Sequence[ExtractionRecord], graph: Graph) -> Changes:
        """Make the database hold exactly these records and this graph, changing only what differs.

        The records come first: whatever happens afterwards, the next build of anything completes the graph.
        """
        self._set_state(complete=False)
        self._write_records(records)
        stored_nodes, stored_links = self._node_tables(), self._relationship_tables()
        nodes = [(stored_nodes[table.label], table) for table in node_tables(graph)]
        for old, new in nodes:
            self._write_batches(_merge_node(new.label), _written(old.rows, new.rows, _node_row))
        links = [(stored_links[_ends(table)], table) for table in relationship_tables(graph)]
        for before, after in links:
            self._write_batches(
                _merge_relationship(*_ends(after)), _written(before.rows, after.rows, _link_row)
            )
        for before, after in links:
            gone = [list(key) for key in sorted(before.rows.keys() - after.rows.keys())]
            self._write_batches(_delete_relationship(*_ends(after)), gone)
        for old, new in nodes:
            gone = [[id] for id in sorted(old.rows.keys() - new.rows.keys())]
            self._write_batches(_delete_node(new.label), gone)
        self._set_state(complete=True)
        return total(
            [difference(old.rows, new.rows) for old, new in nodes]
            + [difference(before.rows, after.rows) for before, after in links]
        )

    def clear(self) -> int:
        """Remove everything that kg wrote, in batches, nothing else; returns the number of the graph's nodes.

        The constraint that guards the lock of a build stays, because a build may be waiting for it.
        """
        removed = 0
        with self.building():
            for kind in RELATIONSHIP_TYPES:
                self._drain(f"{_match_relationships(kind)} WITH r LIMIT $limit DELETE r")
            for label in (*NODES, RECORD):
                nodes = f"MATCH (n:{label}) WHERE n.kg_id IS NOT NULL"
                count = self._drain(f"{nodes} WITH n LIMIT $limit DETACH DELETE n")
                removed += count if label in NODES else 0
            for name, statement in _schema().items():
                what = "CONSTRAINT" if "CONSTRAINT" in statement else "INDEX"
                self._run(f"DROP {what} {name} IF EXISTS")
            assert self._lock is not None
            self._lock.run(f"MATCH (s:{STATE}) DELETE s").consume()
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

    def _read(self, cypher: str, **parameters: Any) -> list[list[Any]]:
        """Rows of a statement of our own. A build reads where it writes, because a replica may lag behind."""

        def work(transaction: neo4j.ManagedTransaction) -> list[list[Any]]:
            return [list(record) for record in transaction.run(cypher, parameters)]  # type: ignore[arg-type]

        with self._session() as session:
            return session.execute_write(work) if self._lock else session.execute_read(work)

    def _run(self, cypher: str, **parameters: Any) -> list[list[Any]]:
        """Run a statement that writes, in a transaction that is retried."""

        def work(transaction: neo4j.ManagedTransaction) -> list[list[Any]]:
            return [list(record) for record in transaction.run(cypher, parameters)]  # type: ignore[arg-type]

        with self._session() as session:
            return session.execute_write(work)

    def _write_batches(self, cypher: str, rows: Sequence[list[Any]], size: int = BATCH) -> None:
        """Run a statement over ``$rows`` in batches; a batch too large for the server's memory is halved."""
        for batch in in_batches(rows, size):
            self._check_lock()
            try:
                self._run_or_refuse(cypher, batch)
            except _TooLarge as error:
                if len(batch) == 1:
                    with translated(self.address, self.database):
                        raise error.cause from None
                self._write_batches(cypher, batch, (len(batch) + 1) // 2)

    def _run_or_refuse(self, cypher: str, rows: list[list[Any]]) -> None:
        def work(transaction: neo4j.ManagedTransaction) -> None:
            try:
                transaction.run(cypher, rows=rows).consume()  # type: ignore[arg-type]
            except TransientError as error:
                if is_memory(error):  # the driver would try the same batch again for half a minute
                    raise _TooLarge(error) from error
                raise

        with self._session() as session:
            session.execute_write(work)

    def _drain(self, cypher: str) -> int:
        """Repeat a statement that removes up to ``$limit`` things until none is left; returns how many."""
        total = 0
        while count := self._run(f"{cypher} RETURN count(*)", limit=BATCH)[0][0]:
            self._check_lock()
            total += count
        return total

    # The lock and the state

    def _take_lock(self, transaction: neo4j.Transaction) -> None:
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        transaction.run(f"MERGE (s:{STATE} {{id: 'lock'}}) SET s.taken = $now", now=now).consume()

    def _check_lock(self) -> None:
        """Make sure that this process still has the right to write; this also keeps the connection in use."""
        assert self._lock is not None, "write() is called within building()"
        try:
            self._lock.run("RETURN 1").consume()
        except (Neo4jError, DriverError) as error:
            raise UserError(
                f"the connection to {self.address} was lost during the build: run the same command again, "
                "it completes the rest"
            ) from error

    def _check_state(self, create: bool) -> None:
        rows = self._read(f"MATCH (s:{STATE} {{id: 'graph'}}) RETURN s.schema, s.complete")
        if not rows:
            if not create:
                where = f" (database {self.database})" if self.database else ""
                raise UserError(
                    f"no graph at {self.address}{where}: make one with kg build PAPERS --store {self.address}"
                )
            return
        schema, complete = rows[0]
        if schema != SCHEMA_VERSION:
            raise UserError(
                f"the graph at {self.address} has schema version {schema}, this kg reads {SCHEMA_VERSION}: "
                "kg clear it and build it again, or use the kg that made it"
            )
        if not complete and not create:
            log.warning("the last build on %s did not end: run it again to complete the graph", self.address)

    def _set_state(self, *, complete: bool) -> None:
        self._check_lock()
        self._run(
            f"MERGE (s:{STATE} {{id: 'graph'}}) SET s.schema = $schema, s.complete = $complete",
            schema=SCHEMA_VERSION,
            complete=complete,
        )

    def _create_schema(self) -> None:
        present = {
            row[0] for row in self._run("SHOW INDEXES YIELD name")
        }  # constraints own one of their name
        for name, statement in _schema().items():
            if name not in present:
                self._run(statement)

    # Rows

    def _write_records(self, records: Sequence[ExtractionRecord]) -> None:
        stored = dict(self._read(f"MATCH (r:{RECORD}) WHERE r.kg_id IS NOT NULL RETURN r.kg_id, r.digest"))
        rows = []
        for record in sorted(records, key=lambda record: record.paper.id):
            text = json.dumps(record.to_dict(), separators=(",", ":"))
            digest = hashlib.sha256(text.encode()).hexdigest()
            if stored.pop(record.paper.id, None) != digest:
                rows.append([record.paper.id, text, digest])
        self._write_batches(
            f"UNWIND $rows AS row MERGE (r:{RECORD} {{kg_id: row[0]}}) "
            "SET r.json = row[1], r.digest = row[2]",
            rows,
            _RECORD_BATCH,
        )
        self._write_batches(_delete_node(RECORD), [[id] for id in sorted(stored)])

    def _node_tables(self) -> dict[str, NodeTable]:
        tables = {}
        for label, kind in NODES.items():
            wanted = f"n.kg_id, {_columns('n', kind.properties)}"
            rows = self._read(f"MATCH (n:{label}) WHERE n.kg_id IS NOT NULL RETURN {wanted}")
            restore = _restorer(kind.properties)
            tables[label] = NodeTable(label, {id: restore(row) for id, *row in rows})
        return tables

    def _relationship_tables(self) -> dict[tuple[str, str, str], RelationshipTable]:
        tables = {}
        label = "[label IN labels({0}) WHERE label IN $labels][0]"
        wanted = f"{label.format('a')}, {label.format('b')}, a.kg_id, b.kg_id, r.paper"
        for kind in RELATIONSHIP_TYPES:
            of_kind = {pair: RelationshipTable(kind.name, *pair, {}) for pair in kind.pairs}
            restore = _restorer(kind.properties)
            statement = f"{_match_relationships(kind)} RETURN {wanted}, {_columns('r', kind.properties)}"
            for start, end, start_id, end_id, paper, *row in self._read(statement, labels=list(NODES)):
                if (start, end) in of_kind:
                    of_kind[start, end].rows[start_id, end_id, paper] = restore(row)
            tables.update({_ends(table): table for table in of_kind.values()})
        return tables


class _TooLarge(Exception):
    """A batch that the server has not enough memory for."""

    def __init__(self, cause: TransientError) -> None:
        super().__init__(str(cause))
        self.cause = cause


def plain(value: Any) -> Any:
    """A value of the driver as plain Python: ``datetime.date``, nodes and relationships as dictionaries."""
    if isinstance(value, (Date, DateTime, Time)):
        return value.to_native()
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Node):
        return {"_label": ":".join(sorted(value.labels)), **_visible(value)}
    if isinstance(value, Relationship):
        return {"_type": value.type, **_visible(value)}
    if isinstance(value, Path):
        return [
            plain(part)
            for pair in zip(value.nodes, (*value.relationships, None), strict=True)
            for part in pair
            if part is not None
        ]
    if isinstance(value, Duration):
        return value.iso_format()
    return value


def _visible(entity: Node | Relationship) -> dict[str, Any]:
    return {name: plain(value) for name, value in entity.items() if name != "kg_id"}


# Rows


def _written(
    old: Mapping[Key, Row], new: Mapping[Key, Row], flat: Callable[[Key, Row], list[Any]]
) -> list[list[Any]]:
    """The rows to write, in the order of ``new``, which is sorted: two loaders lock in the same order."""
    return [flat(key, row) for key, row in new.items() if old.get(key) != row]


# A row is sent as a list by position: half the bytes, and half the packing time, of a map with its keys.
def _node_row(id: str, row: Row) -> list[Any]:
    return [id, *row]


def _link_row(key: tuple[str, str, str], row: Row) -> list[Any]:
    return [*key, *row]


def _restorer(properties: Sequence[Property]) -> Callable[[Sequence[Any]], Row]:
    """A function that makes plain values of a row as the driver returns it."""
    dates = [i for i, one in enumerate(properties) if one.type == "DATE"]
    lists = [i for i, one in enumerate(properties) if one.type == "STRINGS"]

    def restore(row: Sequence[Any]) -> Row:
        values = list(row)
        for i in dates:
            values[i] = plain(values[i])
        for i in lists:
            values[i] = values[i] or []
        return tuple(values)

    return restore


def _ends(table: RelationshipTable) -> tuple[str, str, str]:
    return table.type, table.start, table.end


# Statements


def _columns(variable: str, properties: Sequence[Property]) -> str:
    return ", ".join(f"{variable}.`{one.name}`" for one in properties)


def _assignments(variable: str, properties: Sequence[Property], first: int) -> str:
    return ", ".join(f"{variable}.`{one.name}` = row[{first + i}]" for i, one in enumerate(properties))


def _match_relationships(kind: RelationshipType) -> str:
    ours = "a.kg_id IS NOT NULL AND b.kg_id IS NOT NULL AND r.paper IS NOT NULL"
    return f"MATCH (a)-[r:{kind.name}]->(b) WHERE {ours}"


def _merge_node(label: str) -> str:
    properties = NODES[label].properties
    return f"UNWIND $rows AS row MERGE (n:{label} {{kg_id: row[0]}}) SET {_assignments('n', properties, 1)}"


def _merge_relationship(kind: str, start: str, end: str) -> str:
    assignments = _assignments("r", RELATIONSHIPS[kind].properties, 3)
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{kg_id: row[0]}}) MATCH (b:{end} {{kg_id: row[1]}}) "
        f"MERGE (a)-[r:{kind} {{paper: row[2]}}]->(b) SET {assignments}"
    )


def _delete_relationship(kind: str, start: str, end: str) -> str:
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{kg_id: row[0]}})-[r:{kind} {{paper: row[2]}}]->"
        f"(b:{end} {{kg_id: row[1]}}) DELETE r"
    )


def _delete_node(label: str) -> str:
    return f"UNWIND $rows AS row MATCH (n:{label} {{kg_id: row[0]}}) DETACH DELETE n"


def _schema() -> dict[str, str]:
    """What look-ups need, each with the statement that makes it: unique ids, indexes, full-text indexes."""
    # Eventually consistent: a load does not wait for the text index, which follows within a second.
    later = "OPTIONS {indexConfig: {`fulltext.eventually_consistent`: true}}"
    targets = {
        f"CONSTRAINT kg_unique_{label.lower()}": f"FOR (n:{label}) REQUIRE n.kg_id IS UNIQUE"
        for label in (*NODES, RECORD)
    }
    targets["INDEX kg_paper_id"] = f"FOR (n:{PAPER}) ON (n.id)"
    targets |= {f"INDEX kg_name_{label.lower()}": f"FOR (n:{label}) ON (n.name)" for label in ENTITY_LABELS}
    entities = "|".join(ENTITY_LABELS)
    targets["FULLTEXT INDEX kg_names"] = f"FOR (n:{entities}) ON EACH [n.name, n.aliases] {later}"
    targets["FULLTEXT INDEX kg_texts"] = f"FOR (n:{PAPER}) ON EACH [n.title, n.abstract] {later}"
    return {what.split()[-1]: f"CREATE {what} IF NOT EXISTS {target}" for what, target in targets.items()}
