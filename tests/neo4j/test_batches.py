"""How a change is cut into transactions: nothing is lost or written twice, and what runs side by side is disjoint."""

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.papers import records

from kg.resolution import resolve
from kg.store.neo4j_batches import (
    meetings,
    node_rounds,
    packed,
    relationship_rounds,
    removals,
    repeatable,
)
from kg.store.rows import NodeTable, RelationshipTable, node_tables, relationship_tables

GRAPH = resolve(records(30)).graph
NODES = [(NodeTable(table.label, {}), table) for table in node_tables(GRAPH)]
LINKS = [
    (RelationshipTable(table.type, table.start, table.end, {}), table) for table in relationship_tables(GRAPH)
]
SHAPES = [(1, 7), (2, 50), (3, 1), (4, 1000)]


@pytest.mark.parametrize("groups", [1, 2, 4, 6, 8, 16])
def test_every_group_meets_every_group_once_and_nobody_is_in_two_places(groups):
    rounds = list(meetings(groups))
    for pairs in rounds:
        members = [group for pair in pairs for group in set(pair)]
        assert len(members) == len(set(members))
    met = Counter(itertools.chain.from_iterable(rounds))
    assert met == Counter(itertools.combinations_with_replacement(range(groups), 2))


@pytest.mark.parametrize(("writers", "size"), SHAPES)
def test_all_nodes_are_written_once_each_by_one_writer(writers, size):
    rounds = [[list(lane) for lane in lanes] for lanes in node_rounds(NODES, writers, size)]
    ids = [
        row[0] for lanes in rounds for lane in lanes for batch in lane for part in batch for row in part.rows
    ]
    assert Counter(ids) == Counter(id for _, table in NODES for id in table.rows)
    assert all(
        sum(len(part.rows) for part in batch) <= size for lanes in rounds for lane in lanes for batch in lane
    )


@pytest.mark.parametrize(("writers", "size"), SHAPES)
def test_all_relationships_are_written_once_and_writers_of_a_round_share_no_node(writers, size):
    keys = []
    for lanes in relationship_rounds(LINKS, writers, size):
        assert len(lanes) == writers
        touched = []
        for lane in lanes:
            nodes = set()
            for part in itertools.chain.from_iterable(lane):
                text = part.text
                keys += [(text, *row[:3]) for row in part.rows]
                nodes |= {end for row in part.rows for end in row[:2]}
            touched.append(nodes)
        assert sum(map(len, touched)) == len(set().union(*touched))
    assert max(Counter(keys).values()) == 1
    assert len(keys) == len(GRAPH.relationships)


def test_what_is_stored_is_not_written_and_what_differs_is_merged():
    index, (_, links) = next((i, pair) for i, pair in enumerate(LINKS) if len(pair[1].rows) > 2)
    first, second, *_ = links.rows
    stored = RelationshipTable(
        links.type, links.start, links.end, {first: links.rows[first], second: ("other",)}
    )
    pairs = [*LINKS[:index], (stored, links), *LINKS[index + 1 :]]
    parts = [
        part for lanes in relationship_rounds(pairs, 1, 10_000) for lane in lanes for b in lane for part in b
    ]
    ours = {tuple(row[:3]): part for part in parts if f":{links.type} " in part.text for row in part.rows}
    assert first not in ours
    assert "MERGE (a)" in ours[second].text
    assert all("CREATE" in part.text for key, part in ours.items() if key != second)
    assert all("MERGE (a)" in part.again for part in ours.values())


def test_what_is_gone_is_removed_relationships_first():
    gone_nodes = [(table, NodeTable(table.label, {})) for _, table in NODES]
    gone_links = [(table, empty) for empty, table in LINKS]
    parts = [part for part in removals(gone_nodes, gone_links) if part.rows]
    kinds = ["DETACH" in part.text for part in parts]
    assert kinds == sorted(kinds)
    assert sum(len(part.rows) for part in parts) == len(GRAPH.nodes) + len(GRAPH.relationships)


@given(st.lists(st.integers(0, 9)), st.integers(1, 12))
def test_batches_are_full_and_in_order(lengths, size):
    numbers = itertools.count()
    parts = [
        repeatable(str(place), [[next(numbers)] for _ in range(length)])
        for place, length in enumerate(lengths)
    ]
    batches = list(packed(parts, size))
    rows = [row for batch in batches for part in batch for row in part.rows]
    assert rows == [row for part in parts for row in part.rows]
    assert all(sum(len(part.rows) for part in batch) == size for batch in batches[:-1])
    assert all(part.rows for batch in batches for part in batch)
