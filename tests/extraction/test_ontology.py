"""The ontology says of itself what the guidelines say."""

from extract import ontology


def test_every_relation_has_a_signature_over_known_labels():
    for relation in ontology.RELATION_TYPES:
        assert relation.pairs
        assert {label for pair in relation.pairs for label in pair} <= set(ontology.LABELS)


def test_symmetric_relations_have_symmetric_signatures():
    for relation in ontology.RELATION_TYPES:
        if relation.symmetric:
            assert {(tail, head) for head, tail in relation.pairs} == relation.pairs


def test_a_method_is_applied_to_a_model_and_not_the_other_way_round():
    assert "APPLIED_TO" in ontology.allowed_relations("Method", "Model")
    assert "APPLIED_TO" not in ontology.allowed_relations("Model", "Method")


def test_the_strongest_role_wins():
    assert ontology.strongest_role(["mentions", "uses", "introduces"]) == "introduces"
    assert ontology.strongest_role([]) == "mentions"
