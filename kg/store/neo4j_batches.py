"""How a change of the graph is cut into transactions of a Neo4j server.

Transactions run side by side, a lane each, and seldom wait for each other: nodes are dealt into groups, and what
runs at one time touches different groups. For relationships that is a tournament in which every group meets every
other once and itself once (the circle method of round-robin scheduling).
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

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

Key = TypeVar("Key", str, tuple[str, str, str])
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
    lanes: list[dict[int, list[str]]] = [defaultdict(list) for _ in range(writers)]
    for number, (old, new) in enumerate(nodes):
        for id in _differing(old.rows, new.rows):
            lanes[_group(new.label, id, writers)][number].append(id)

    def statements(lane: Mapping[int, list[str]]) -> Iterator[Statement]:
        for number, ids in lane.items():
            old, new = nodes[number]
            merge = cypher.merge_node(new.label)
            fresh, known = _parted(ids, old.rows)
            yield Statement(cypher.create_node(new.label), merge, [[id, *new.rows[id]] for id in fresh])
            yield Statement(merge, merge, [[id, *new.rows[id]] for id in known])

    yield [packed(statements(lane), size) for lane in lanes]


def relationship_rounds(links: RelationshipPairs, writers: int, size: int) -> Iterator[Round]:
    """Write the relationships that are new or differ, after their nodes; arguments as in :func:`node_rounds`."""
    groups = 2 * writers if writers > 1 else 1
    blocks: dict[tuple[int, int], dict[int, list[tuple[str, str, str]]]] = {
        (a, b): defaultdict(list) for a in range(groups) for b in range(a, groups)
    }
    # a node is looked at once, however many relationships it has
    dealt: defaultdict[str, dict[str, int]] = defaultdict(dict)

    def group(label: str, id: str) -> int:
        found = dealt[label].get(id)
        if found is None:
            found = dealt[label][id] = _group(label, id, groups)
        return found

    for number, (old, new) in enumerate(links):
        for key in _differing(old.rows, new.rows):
            a, b = group(new.start, key[0]), group(new.end, key[1])
            blocks[(a, b) if a < b else (b, a)][number].append(key)

    def statements(parts: Sequence[tuple[int, int]]) -> Iterator[Statement]:
        keys: defaultdict[int, list[tuple[str, str, str]]] = defaultdict(list)
        for part in parts:
            for number, some in blocks.pop(part).items():
                keys[number] += some
        for number, members in keys.items():
            old, new = links[number]
            ends = new.type, new.start, new.end
            merge = cypher.merge_relationship(*ends)
            fresh, known = _parted(members, old.rows)
            create = cypher.create_relationship(*ends)
            yield Statement(create, merge, [[*key[:2], *new.rows[key]] for key in fresh])
            yield Statement(merge, merge, [[*key[:2], *new.rows[key]] for key in known])

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


def _differing(old: Mapping[Key, Row], new: Mapping[Key, Row]) -> Iterable[Key]:
    """Keys of the rows that are new or differ."""
    return [key for key, row in new.items() if old.get(key) != row] if old else new


def _parted(keys: Sequence[Key], old: Mapping[Key, Row]) -> tuple[Sequence[Key], Sequence[Key]]:
    """Keys that are not stored, whose rows are created, which is faster than to look for them again; then the
    others, whose rows are merged."""
    known: list[Key] = [one for one in keys if one in old] if old else []
    return ([one for one in keys if one not in old] if known else keys), known


def _group(label: str, id: str, groups: int) -> int:
    """The group of a node: always the same, whoever deals."""
    return zlib.crc32(f"{label} {id}".encode()) % groups
