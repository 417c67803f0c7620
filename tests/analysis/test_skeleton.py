"""Reading a graph without its texts changes no answer."""

import pytest

from kg.analysis.communities import communities
from kg.analysis.contradictions import circles
from kg.analysis.paths import links, shortest_path
from kg.analysis.ranking import rank
from kg.analysis.skeleton import said_in_graph, said_in_store, skeleton
from kg.schema import CLAIM_TYPES, ROLE_TYPES


@pytest.fixture(scope="module")
def bones(small):
    return skeleton(small.store)


def test_it_holds_every_paper_entity_role_and_claim_and_no_text(small, bones):
    assert set(bones.nodes) == {key for key in small.graph.nodes if key.label != "Result"}
    kept = {key for key in small.graph.relationships if key.type in (*ROLE_TYPES, *CLAIM_TYPES)}
    assert set(bones.relationships) == kept
    assert not any("sentence" in properties for properties in bones.relationships.values())


def test_ranks_communities_and_circles_are_those_of_the_whole_graph(small, bones):
    assert rank(bones) == rank(small.graph)
    assert communities(bones) == communities(small.graph)
    said = said_in_store(small.store)
    assert circles(bones, said=said) == circles(small.graph)


def test_paths_find_their_sentences_in_the_store(small, bones):
    start, end = small.find("LoRA").key, small.find("BERT").key
    steps = shortest_path(bones, links(bones), start, end, said_in_store(small.store))
    assert steps == shortest_path(small.graph, links(small.graph), start, end)


def test_a_claim_has_the_same_title_and_sentence_in_both(small):
    in_store, in_graph = said_in_store(small.store), said_in_graph(small.graph)
    claims = [key for key in small.graph.relationships if key.type in CLAIM_TYPES]
    for claim in claims[:5]:
        assert in_store(claim) == in_graph(claim)
