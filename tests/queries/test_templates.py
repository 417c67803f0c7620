"""Every template answers its question, the same on both stores, in one order, with evidence."""

import datetime
from collections import Counter
from pathlib import Path

import pytest
import world
from answers import CASES, Case

import queries
from kg.graph import Graph, NodeKey, RelationshipKey
from kg.store import Store, open_store

EVIDENCE = {"paper", "title", "sentence", "confidence"}

# Rows of these say what there is, or what is missing, and state no claim.
WITHOUT_CLAIMS = {
    "ambiguous-names",
    "bridges",
    "counts",
    "fading",
    "find-entity",
    "find-papers",
    "first-and-last-seen",
    "gaps",
    "papers-per-year",
    "papers-without-claims",
    "rising",
    "schema",
    "tasks-without-benchmark",
    "top-entities",
    "used-together",
}
SENTENCES = (
    {world.sentence(head, kind, tail) for _, head, kind, tail, _ in world.CLAIMS}
    | {f"{world.ENTITIES[head][0]} reaches {value}." for _, _, head, _, _, value, *_ in world.RESULTS}
    | {
        f"{world.PAPERS[paper][0]} {role} {world.ENTITIES[identity][0]}."
        for paper, roles in world.ROLES_OF.items()
        for role, entities in roles.items()
        for identity in entities
    }
)


def _text(value):
    return value.isoformat() if isinstance(value, datetime.date) else value


def _named(case: Case) -> str:
    return " ".join([case.template, *case.values.values()])


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_answers(store: Store, case: Case) -> None:
    template = queries.get(case.template)
    rows = store.query(template.cypher, template.bind(case.values)).dicts()
    columns = case.columns.split()
    assert [tuple(_text(row[name]) for name in columns) for row in rows] == case.rows
    for row in rows:
        _check_evidence(row)


def _check_evidence(row) -> None:
    if "title" not in row or row["paper"] is None:
        return
    steps = [row["paper"]] if isinstance(row["paper"], str) else row["paper"]
    titles = [row["title"]] if isinstance(row["title"], str) else row["title"]
    assert titles == [world.PAPERS[paper][0] for paper in steps]
    if "sentence" in row:
        sentences = [row["sentence"]] if isinstance(row["sentence"], str) else row["sentence"]
        assert len(sentences) == len(steps)
        assert set(sentences) <= SENTENCES
        assert 0 < row["confidence"] <= 1


def test_every_template_has_an_answer_worked_out_by_hand() -> None:
    assert {case.template for case in CASES} == set(queries.templates())


def test_every_row_that_states_a_claim_has_paper_title_sentence_and_confidence(embedded: Store) -> None:
    for name, template in queries.templates().items():
        columns = set(embedded.query(template.cypher, template.bind(_example(template))).columns)
        assert columns >= EVIDENCE or name in WITHOUT_CLAIMS, name


def test_the_confidence_of_a_connection_is_that_of_its_weakest_step(embedded: Store) -> None:
    template = queries.get("connection")
    rows = embedded.query(template.cypher, template.bind({"a": "BERT", "b": "WMT 2014"})).dicts()
    assert [row["confidence"] for row in rows] == [0.9, 0.7]


def test_a_limit_cuts_and_0_is_no_limit(embedded: Store) -> None:
    template = queries.get("top-entities")
    counts = [
        len(embedded.query(template.cypher, template.bind({"limit": limit})).rows)
        for limit in ("1", "5", "0")
    ]
    assert counts == [1, 5, len(world.ENTITIES)]


def test_nothing_known_means_no_rows_and_no_error(embedded: Store) -> None:
    for template in queries.templates().values():
        unknown = {p.name: "no such thing" for p in template.parameters if p.entity is not None or p.paper}
        if unknown:
            rows = embedded.query(template.cypher, template.bind({**_example(template), **unknown})).rows
            assert rows == [], template.name


def test_an_empty_graph_has_no_answers(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "empty.lbug"), create=True) as store:
        with store.building():
            store.write([], Graph())
        for name, template in queries.templates().items():
            rows = store.query(template.cypher, template.bind(_example(template))).dicts()
            assert all(row["number"] == 0 for row in rows) if name == "counts" else rows == []


def test_rows_come_in_one_order_however_the_graph_was_written(store: Store, tmp_path: Path) -> None:
    graph = world.graph()
    turned = Graph(
        dict(reversed(graph.nodes.items())),
        dict(sorted(graph.relationships.items(), key=lambda item: str(item[0].end) + str(item[0].paper))),
    )
    with open_store(str(tmp_path / "turned.lbug"), create=True) as other:
        with other.building():
            other.write([], turned)
        for case in CASES:
            template = queries.get(case.template)
            bound = template.bind(case.values)
            assert other.query(template.cypher, bound) == store.query(template.cypher, bound), _named(case)


def test_a_paper_with_many_tasks_rules_out_a_bridge_though_a_method_with_as_many_would_not_count(
    tmp_path: Path,
) -> None:
    graph = world.graph()
    survey = NodeKey("Paper", "study")
    role = next(row for key, row in graph.relationships.items() if key.type == "ADDRESSES")
    tasks = [node for node in graph.nodes if node.label == "Task"]
    for task in tasks:
        graph.relationships[RelationshipKey("MENTIONS", survey, task, "study")] = {**role, "paper": "study"}
    template = queries.get("bridges")
    bound = template.bind({"max_tasks": "2"})
    assert len(tasks) > 2
    with open_store(str(tmp_path / "survey.lbug"), create=True) as store:
        for facts, bridges in ((world.graph(), 1), (graph, 0)):
            with store.building():
                store.write([], facts)
            assert len(store.query(template.cypher, bound).rows) == bridges


def test_counts_agree_with_the_graph(store: Store) -> None:
    template = queries.get("counts")
    counted = {row["name"]: row["number"] for row in store.query(template.cypher).dicts() if row["number"]}
    assert counted == dict(Counter(world.graph().counts()))


def _example(template: queries.Template) -> dict[str, object]:
    return {p.name: p.default for p in template.parameters}
