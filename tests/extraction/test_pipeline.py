"""What the shipped pipeline promises about any record, and what it finds in texts written for this test."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.ontology import LABELS, RELATIONS, ROLE_NAMES
from extract.paper import Paper
from extract.pipeline import MODEL, extract_records
from extract.record import ExtractionRecord

TITLE = "GraftNet: Adaptive Pruning for Vision Transformers"
ABSTRACT = (
    "Vision transformers (ViTs) are accurate but slow on phones. We propose GraftNet, a pruning method that learns "
    "which attention heads to remove. We evaluate GraftNet on ImageNet and COCO for image classification and object "
    "detection. GraftNet outperforms DynamicViT and reaches an accuracy of 81.4% on ImageNet. Compared with DeiT, "
    "it reduces FLOPs by 37%."
)


@pytest.fixture(scope="module")
def record():
    return next(extract_records([Paper("p1", TITLE, ABSTRACT)]))


def surfaces(record, label):
    text = record.paper.text
    return {text[m.start : m.end] for m in record.mentions if m.label == label}


def entity_of(record, surface):
    return next(entity for entity in record.entities if surface in entity.surfaces)


def test_named_things_are_found_with_their_labels(record):
    assert {"ImageNet", "COCO"} <= surfaces(record, "Dataset")
    assert {"image classification", "object detection"} <= surfaces(record, "Task")
    assert "accuracy" in surfaces(record, "Metric")
    assert "GraftNet" in surfaces(record, "Method") | surfaces(record, "Model")


def test_an_abbreviation_and_its_long_form_are_one_entity(record):
    assert entity_of(record, "ViTs") == entity_of(record, "Vision transformers")


def test_the_proposal_is_introduced_and_the_benchmarks_are_evaluated_on(record):
    assert entity_of(record, "GraftNet").role == "introduces"
    assert entity_of(record, "ImageNet").role == "evaluates_on"


def test_a_stated_comparison_becomes_a_relation_with_its_sentence(record):
    graft, dynamic = entity_of(record, "GraftNet").id, entity_of(record, "DynamicViT").id
    claim = next(r for r in record.relations if (r.head, r.type, r.tail) == (graft, "OUTPERFORMS", dynamic))
    assert "outperforms DynamicViT" in record.paper.text[claim.start : claim.end]


def test_a_reported_number_becomes_a_result_with_its_value(record):
    result = next(r for r in record.results if r.value == "81.4%")
    assert (result.number, result.unit, result.gain) == (81.4, "%", False)
    assert result.head == entity_of(record, "GraftNet").id
    assert result.dataset == entity_of(record, "ImageNet").id
    assert result.metric == entity_of(record, "accuracy").id


def check(record: ExtractionRecord) -> None:
    text = record.paper.text
    ids = [entity.id for entity in record.entities]
    labels = {entity.id: entity.label for entity in record.entities}
    assert len(ids) == len(set(ids))
    end = 0
    for mention in record.mentions:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        assert mention.label == labels[mention.entity]
        assert mention.label in LABELS
        assert 0 <= mention.confidence <= 1
    for entity in record.entities:
        assert entity.role in ROLE_NAMES
        mentioned = {text[m.start : m.end] for m in record.mentions if m.entity == entity.id}
        assert set(entity.surfaces) == mentioned
    for relation in record.relations:
        assert (labels[relation.head], labels[relation.tail]) in RELATIONS[relation.type].pairs
        assert 0 <= relation.start < relation.end <= len(text)
    for result in record.results:
        assert labels[result.head] in ("Method", "Model")
        assert text[result.value_start : result.value_end] == result.value
        assert result.start <= result.value_start < result.value_end <= result.end
    assert ExtractionRecord.from_dict(json.loads(json.dumps(record.to_dict()))) == record


def test_the_record_is_consistent(record):
    check(record)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(max_size=40).map(lambda text: " ".join(text.split()) or "x"),
    st.lists(
        st.sampled_from([*ABSTRACT.split(), "(", ")", "12.5%", "$\\alpha$", "模型", "🙂", "x" * 40]),
        max_size=60,
    ).map(" ".join),
)
def test_any_text_gives_a_consistent_record(title, abstract):
    check(next(extract_records([Paper("any", title, abstract)])))


def test_the_order_and_the_batch_do_not_matter(record):
    others = [Paper(str(n), f"Paper {n}", "We train BERT on SQuAD. " * n) for n in range(1, 5)]
    papers = [*others[:2], Paper("p1", TITLE, ABSTRACT), *others[2:]]
    again = {r.paper.id: r for r in extract_records(papers)}
    found = {(m.start, m.end, m.label) for m in again["p1"].mentions}
    assert found == {(m.start, m.end, m.label) for m in record.mentions}


def test_a_paper_without_abstract_is_read():
    check(next(extract_records([Paper("t", "BERT: Pre-training of Deep Bidirectional Transformers", "")])))


def test_a_minimum_confidence_leaves_out_what_is_below():
    strict = next(extract_records([Paper("p1", TITLE, ABSTRACT)], min_confidence=0.9))
    assert all(m.confidence >= 0.9 for m in strict.mentions)
    assert all(r.confidence >= 0.9 for r in (*strict.relations, *strict.results))
    check(strict)


def test_the_pipeline_keeps_no_words_of_its_training_texts():
    assert not (MODEL / "vocab").exists()


def test_the_weights_take_at_most_twenty_megabytes():
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) <= 20_000_000
