"""The graph that follows from records."""

import datetime

from support.papers import records
from support.resolving import dataset, method, metric, model, node, paper, resolved, task

from extract.ontology import ROLES
from kg.graph import NodeKey
from kg.resolution import resolve
from kg.schema import NODES, RELATIONSHIPS

LORA = method("low-rank adaptation", "LoRA", role="introduces")
PREFIX = method("prefix tuning", role="compares_to")
GLUE = dataset("GLUE")
ACCURACY = metric("accuracy")


def test_everything_in_it_is_in_the_schema():
    graph = resolve(records(40)).graph
    for key, properties in graph.nodes.items():
        assert list(properties) == [kind.name for kind in NODES[key.label].properties]
        assert properties["id"] == key.id
    for key, properties in graph.relationships.items():
        kind = RELATIONSHIPS[key.type]
        assert (key.start.label, key.end.label) in kind.pairs
        assert list(properties) == [kind.name for kind in kind.properties]
        assert properties["paper"] == key.paper
        assert {key.start, key.end} <= graph.nodes.keys()


def test_an_entity_is_named_by_its_most_used_full_form_and_found_by_every_name():
    resolution = resolved(
        paper("a", method("Low-Rank Adaptation", "LoRA", role="introduces"), date="2021-06-17"),
        paper("b", method("low-rank adaptation", "LoRA"), date="2023-02-01"),
        paper("c", method("low-rank adaptation"), date="2022-01-05"),
        paper("d", method("LoRA")),
    )
    assert resolution.graph.nodes[NodeKey("Method", "method:low-rank-adaptation")] == {
        "id": "method:low-rank-adaptation",
        "name": "low-rank adaptation",
        "type": "Method",
        "aliases": ["LoRA", "Low-Rank Adaptation"],
        "keys": ["lora", "low-rank adaptation"],
        "papers": 4,
        "introduced": 1,
        "first_seen": datetime.date(2021, 6, 17),
        "last_seen": datetime.date(2023, 2, 1),
        "first_year": 2021,
        "confidence": 0.9,
    }


def test_an_abbreviation_that_hardly_a_paper_writes_out_is_the_name():
    written = paper("a", model("Bidirectional Encoder Representations from Transformers", "BERT"))
    others = [paper(f"p{number}", model("BERT")) for number in range(20)]
    resolution = resolved(written, *others)
    assert {key.id for key in resolution.nodes.values()} == {"model:bert"}


def test_a_shorthand_that_others_use_for_something_else_finds_that():
    shorthand = paper("a", task("human pose estimation", "pose estimation"))
    others = [paper(f"p{number}", task("pose estimation")) for number in range(6)]
    resolution = resolved(shorthand, *others)
    human = resolution.graph.nodes[node(resolution, shorthand, "human pose estimation")]
    assert human["keys"] == ["human pose estimation"]


def test_a_paper_has_one_role_for_a_thing_the_strongest():
    record = paper("a", method("LoRA", role="mentions"), method("Lora", role="introduces"))
    resolution = resolved(record)
    (role,) = [(key, p) for key, p in resolution.graph.relationships.items() if key.end.label == "Method"]
    assert role[0].type == "INTRODUCES"
    assert role[1]["mentions"] == 2
    assert role[1]["sentence"] == "We write about LoRA."
    assert record.paper.text[role[1]["start"] : role[1]["end"]] == "LoRA"


def test_every_role_has_its_relationship():
    things = [method(f"method {role.name}", role=role.name) for role in ROLES]
    resolution = resolved(paper("a", *things))
    assert {key.type for key in resolution.graph.relationships} == {role.relationship for role in ROLES}


def test_a_claim_keeps_its_best_evidence_and_how_the_paper_names_its_ends():
    record = paper("a", LORA, PREFIX, claims=((LORA, "OUTPERFORMS", PREFIX), (LORA, "OUTPERFORMS", PREFIX)))
    resolution = resolved(record)
    (claim,) = [p for key, p in resolution.graph.relationships.items() if key.type == "OUTPERFORMS"]
    assert claim["confidence"] == 0.51
    assert claim["sentence"] == "LoRA has to do with prefix tuning."
    assert (claim["head_surface"], claim["tail_surface"]) == ("LoRA", "prefix tuning")
    assert record.paper.text[claim["start"] : claim["end"]] == claim["sentence"]


def test_two_papers_make_two_claims():
    both = [paper(name, LORA, PREFIX, claims=((LORA, "OUTPERFORMS", PREFIX),)) for name in ("a", "b")]
    papers = [key.paper for key in resolved(*both).graph.relationships if key.type == "OUTPERFORMS"]
    assert sorted(papers) == ["a", "b"]


def test_a_comparison_is_said_once_whichever_way_round():
    record = paper(
        "a", LORA, PREFIX, claims=((LORA, "COMPARED_WITH", PREFIX), (PREFIX, "COMPARED_WITH", LORA))
    )
    assert len([key for key in resolved(record).graph.relationships if key.type == "COMPARED_WITH"]) == 1


def test_a_thing_is_not_related_to_itself():
    other = method("low rank adaptation")
    record = paper("a", LORA, other, claims=((LORA, "OUTPERFORMS", other),))
    resolution = resolved(record)
    assert not [key for key in resolution.graph.relationships if key.type == "OUTPERFORMS"]
    assert [key.type for key in resolution.left_out] == ["OUTPERFORMS"]


def test_a_result_is_linked_to_paper_system_data_set_and_metric():
    record = paper("a", LORA, GLUE, ACCURACY, results=((LORA, GLUE, ACCURACY, "88.1%"),))
    resolution = resolved(record)
    (result,) = [key for key in resolution.graph.nodes if key.label == "Result"]
    properties = resolution.graph.nodes[result]
    assert (properties["value"], properties["number"], properties["unit"]) == ("88.1%", 88.1, "%")
    assert properties["sentence"].endswith("gets 88.1%.")
    links = {
        (key.type, (key.end if key.start == result else key.start).id)
        for key in resolution.graph.relationships
        if result in (key.start, key.end)
    }
    assert links == {
        ("REPORTS", "a"),
        ("RESULT_OF", "method:low-rank-adaptation"),
        ("RESULT_ON", "dataset:glue"),
        ("RESULT_IN", "metric:accuracy"),
    }


def test_a_paper_without_entities_is_a_node():
    resolution = resolved(paper("a", date="not a date"))
    assert resolution.graph.nodes[NodeKey("Paper", "a")]["date"] is None
