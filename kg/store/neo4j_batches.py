"""How a change of the graph is cut into transactions of a Neo4j server.

Transactions run side by side, a lane each, and neither wait for each other nor deadlock: nodes are dealt into
groups, and what runs at one time touches different groups. For relationships that is a tournament in which every
group meets every other once and itself once (the circle method of round-robin scheduling).
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.store import neo4j_statements as cypher
from kg.store.rows import NodeTable, RelationshipTable, Row


@dataclass(frozen=True)
class Statement:
    """One statement over ``$rows``.

    Attributes:
        text: the statement.
        again: what runs where the first try may have been done already; it does nothing twice.
        rows: the rows.
    """

    text: str
    again: str
    rows: list[list[Any]]


Batch = list[Statement]
"""Statements of one transaction."""
Lane = Iterable[Batch]
"""Transactions one after the other."""
Round = Sequence[Lane]
"""Lanes side by side; they touch different nodes."""

NodePairs = Sequence[tuple[NodeTable, NodeTable]]
RelationshipPairs = Sequence[tuple[RelationshipTable, RelationshipTable]]
"""Tables as they are stored, and as they are to be."""


def packed(statements: Iterable[Statement], size: int) -> Iterator[Batch]:
    """The statements in batches of up to ``size`` rows, in order: few rows of many statements share one."""
    batch: Batch = []
    free = size
    for statement in statements:
        first = 0
        while first < len(statement.rows):
            part = statement.rows[first : first + free]
            batch.append(replace(statement, rows=part))
            first += len(part)
            free -= len(part)
            if free == 0:
                yield batch
                batch, free = [], size
    if batch:
        yield batch


def repeatable(text: str, rows: list[list[Any]]) -> Statement:
    """A statement that does nothing twice."""
    return Statement(text, text, rows)


def node_rounds(nodes: NodePairs, writers: int, size: int) -> Iterator[Round]:
    """Write the nodes that are new or differ.

    Args:
        nodes: stored and wanted tables.
        writers: number of lanes.
        size: rows of a transaction.
    """
    lanes: list[list[tuple[int, str]]] = [[] for _ in range(writers)]
    for number, (old, new) in enumerate(nodes):
        for id, row in new.rows.items():
            if old.rows.get(id) != row:
                lanes[_group(new.label, id, writers)].append((number, id))

    def statements(lane: list[tuple[int, str]]) -> Iterator[Statement]:
        for number, ids in _by_table(lane).items():
            old, new = nodes[number]
            merge = cypher.merge_node(new.label)
            yield from _new_and_changed(cypher.create_node(new.label), merge, ids, old.rows, new.rows)

    yield [packed(statements(lane), size) for lane in lanes]


def relationship_rounds(links: RelationshipPairs, writers: int, size: int) -> Iterator[Round]:
    """Write the relationships that are new or differ, after their nodes; arguments as in :func:`node_rounds`."""
    groups = 2 * writers if writers > 1 else 1
    blocks: defaultdict[tuple[int, int], list[tuple[int, tuple[str, str, str]]]] = defaultdict(list)
    for number, (old, new) in enumerate(links):
        for key, row in new.rows.items():
            if old.rows.get(key) != row:
                a, b = _group(new.start, key[0], groups), _group(new.end, key[1], groups)
                blocks[min(a, b), max(a, b)].append((number, key))

    def statements(parts: Sequence[tuple[int, int]]) -> Iterator[Statement]:
        for part in parts:
            for number, keys in _by_table(blocks.pop(part, [])).items():
                old, new = links[number]
                ends = new.type, new.start, new.end
                merge = cypher.merge_relationship(*ends)
                yield from _new_and_changed(
                    cypher.create_relationship(*ends), merge, keys, old.rows, new.rows
                )

    for pairs in meetings(groups):
        yield [packed(statements(pairs[lane::writers]), size) for lane in range(writers)]


def meetings(groups: int) -> Iterator[list[tuple[int, int]]]:
    """Rounds of disjoint pairs of groups, the smaller number first: each group meets every group once, itself too.

    Args:
        groups: 1, or an even number.
    """
    yield [(group, group) for group in range(groups)]
    for turn in range(groups - 1):
        ring = [0, *(1 + (turn + place) % (groups - 1) for place in range(groups - 1))]
        yield [
            (min(ring[place], ring[-1 - place]), max(ring[place], ring[-1 - place]))
            for place in range(groups // 2)
        ]


def removals(nodes: NodePairs, links: RelationshipPairs) -> Iterator[Statement]:
    """Statements that remove what is gone, relationships before nodes."""
    for before, after in links:
        keys = sorted(before.rows.keys() - after.rows.keys())
        text = cypher.delete_relationship(after.type, after.start, after.end)
        yield repeatable(text, [list(key) for key in keys])
    for old, new in nodes:
        gone = sorted(old.rows.keys() - new.rows.keys())
        yield repeatable(cypher.delete_node(new.label), [[id] for id in gone])


def _new_and_changed(
    create: str, merge: str, keys: Sequence[Any], old: Mapping[Any, Row], new: Mapping[Any, Row]
) -> Iterator[Statement]:
    """What is not stored is created, which is faster than to look for it again; the rest is merged."""
    for text, part in (
        (create, [key for key in keys if key not in old]),
        (merge, [key for key in keys if key in old]),
    ):
        rows = [[*((key,) if isinstance(key, str) else key), *new[key]] for key in part]
        yield Statement(text, merge, rows)


def _by_table(rows: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    """Keys by the number of their table, both in the order in which they come."""
    tables: dict[int, list[Any]] = {}
    for number, key in rows:
        tables.setdefault(number, []).append(key)
    return tables


def _group(label: str, id: str, groups: int) -> int:
    """The group of a node: always the same, whoever deals."""
    return zlib.crc32(f"{label} {id}".encode()) % groups
