"""Every value that the schema allows comes back as it went in."""

import datetime
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import Graph, NodeKey, RelationshipKey
from kg.schema import NODES, PAPER, RELATIONSHIPS, RESULT
from kg.store import open_store
from kg.store.rows import graph_of, node_tables, relationship_tables, row_of

AWKWARD = (
    "it's",
    '"quoted"',
    "{braces}",
    "[brackets, and commas]",
    "back\\slash",
    "line\nbreak\r\n",
    "\x00",
    "😀 👩‍👩‍👧",
    "שלום עולם",
    "\u202eright to left",
    "NULL",
    "2024-01-01",
    "$x",
    "",
    " ",
    "nan",
)
text = st.one_of(st.sampled_from(AWKWARD), st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
VALUES = {
    "STRING": st.none() | text,
    "DATE": st.none() | st.dates(),
    "INT": st.none() | st.integers(-(2**63), 2**63 - 1),
    "FLOAT": st.none() | st.floats(allow_nan=False),
    "BOOL": st.none() | st.booleans(),
    "STRINGS": st.lists(text, max_size=4),
}


def properties(kind):
    return st.fixed_dictionaries({one.name: VALUES[one.type] for one in kind.properties})


@st.composite
def graphs(draw):
    graph = Graph()
    for label, kind in NODES.items():
        for id in draw(st.lists(text.filter(bool), min_size=1, max_size=12, unique=True)):
            graph.nodes[NodeKey(label, id)] = draw(properties(kind)) | {"id": id}
    ends = sorted(graph.nodes)
    for kind in RELATIONSHIPS.values():
        for start, end in draw(st.lists(st.tuples(st.sampled_from(ends), st.sampled_from(ends)), max_size=8)):
            if (start.label, end.label) in kind.pairs:
                paper = draw(text)
                graph.relationships[RelationshipKey(kind.name, start, end, paper)] = draw(
                    properties(kind)
                ) | {"paper": paper}
    return graph


@given(graphs())
@settings(max_examples=25, deadline=None)
def test_rows_are_the_graph_in_another_form(graph):
    assert graph_of(node_tables(graph), relationship_tables(graph)) == graph


@given(graphs())
@settings(max_examples=5, deadline=None)
def test_a_stored_graph_comes_back_as_it_was(graph):
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "graph.lbug")
        with open_store(path, create=True) as store, store.building():
            store.write([], graph)
        with open_store(path) as store:
            assert store.graph() == graph


@given(st.lists(text, max_size=30))
@settings(max_examples=20, deadline=None)
def test_a_parameter_is_the_value_it_is(built, texts):
    with open_store(str(built)) as store:
        for value in texts:
            assert store.query("RETURN $value", {"value": value}).rows == [(value,)]


def test_values_are_brought_to_the_types_of_the_schema():
    paper = {"id": 7, "date": "2024-02-29", "year": 2024.0, "authors": ("A", "B")}
    assert row_of(paper, NODES[PAPER].properties)[:6] == (
        "7",
        None,
        None,
        datetime.date(2024, 2, 29),
        2024,
        ["A", "B"],
    )
    number = dict(
        zip(
            (one.name for one in NODES[RESULT].properties),
            row_of({"number": 88}, NODES[RESULT].properties),
            strict=True,
        )
    )["number"]
    assert (number, type(number)) == (88.0, float)


def test_half_a_character_becomes_a_question_mark(tmp_path):
    graph = Graph({NodeKey(PAPER, "x"): {"id": "x", "title": "broken \ud83d emoji", "authors": ["\udc00"]}})
    with open_store(str(tmp_path / "graph.lbug"), create=True) as store:
        with store.building():
            store.write([], graph)
        assert store.query("MATCH (p:Paper) RETURN p.title, p.authors").rows == [("broken ? emoji", ["?"])]
