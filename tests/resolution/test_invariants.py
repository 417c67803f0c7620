"""What holds for every set of records."""

import random

from hypothesis import given
from hypothesis import strategies as st
from support.resolving import Thing, paper, resolved

from extract.ontology import LABELS, ROLE_NAMES
from kg.resolution import one_per_paper
from kg.resolution.folding import fold
from kg.resolution.versions import compatible

SURFACES = [
    "LoRA", "low-rank adaptation", "Low-Rank Adapters", "EM", "exact match", "expectation maximization", "GPT-3",
    "GPT-4", "GPT 4", "LLM", "LLMs", "large language model", "language models", "multimodal LLMs", "fine-tuning",
    "finetuning", "supervised fine-tuning", "SFT", "F1", "F1 scores", "LLaMA-2 7B", "LLaMA-2 13B", "Llama 2", "GRAM",
]  # fmt: skip
things = st.builds(
    Thing,
    st.sampled_from(LABELS),
    st.lists(st.sampled_from(SURFACES), min_size=1, max_size=3, unique=True).map(tuple),
    st.sampled_from(ROLE_NAMES),
)
corpora = st.lists(st.lists(things, max_size=4, unique_by=lambda thing: thing.id), max_size=7).map(
    lambda papers: [paper(f"p{number}", *of_paper) for number, of_paper in enumerate(papers)]
)


@given(corpora, st.randoms(use_true_random=False))
def test_the_order_of_papers_makes_no_difference(records, chance: random.Random):
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert resolved(*shuffled) == resolved(*records)


@given(corpora)
def test_a_paper_read_twice_counts_once(records):
    assert resolved(*records, *records) == resolved(*records)
    assert one_per_paper([*records, *records]) == one_per_paper(records)


@given(corpora)
def test_every_entity_is_exactly_one_node_of_the_graph(records):
    resolution = resolved(*records)
    assert set(resolution.nodes) == {
        (record.paper.id, entity.id) for record in records for entity in record.entities
    }
    entity_nodes = {key for key in resolution.graph.nodes if key.label in LABELS}
    assert entity_nodes == set(resolution.nodes.values())
    assert len({key.id for key in entity_nodes}) == len(entity_nodes)
    for key in entity_nodes:
        papers = {of_paper for (of_paper, _), node in resolution.nodes.items() if node == key}
        assert resolution.graph.nodes[key]["papers"] == len(papers)


@given(corpora)
def test_entities_with_one_version_each_never_share_a_node_with_another_version(records):
    resolution = resolved(*records)
    versions = {}
    for record in records:
        for entity in record.entities:
            forms = [fold(surface) for surface in entity.surfaces]
            if all(compatible(forms[0], form) for form in forms):
                node = resolution.nodes[record.paper.id, entity.id]
                assert compatible(versions.setdefault(node, forms[0]), forms[0])


@given(st.text(max_size=30))
def test_folding_is_idempotent_on_its_own_words(text):
    assert fold(fold(text).key).key == fold(fold(fold(text).key).key).key
