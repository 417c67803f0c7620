"""One type for one thing."""

from support.resolving import dataset, method, metric, model, node, paper, resolved, task

from extract.ontology import METHOD, METRIC, MODEL


def test_a_thing_gets_the_type_that_most_papers_give_it():
    most = [paper(f"p{number}", model("Mamba")) for number in range(3)]
    other = paper("q", method("Mamba"))
    resolution = resolved(*most, other)
    assert node(resolution, other, "Mamba") == node(resolution, most[0], "Mamba")
    assert node(resolution, other, "Mamba").label == MODEL


def test_strong_evidence_for_two_types_makes_two_things():
    product = [paper(f"p{number}", model("Perplexity")) for number in range(4)]
    measure = [paper(f"q{number}", metric("perplexity")) for number in range(4)]
    resolution = resolved(*product, *measure)
    assert node(resolution, product[0], "Perplexity").label == MODEL
    assert node(resolution, measure[0], "perplexity").label == METRIC


def test_a_method_and_a_model_of_one_name_are_always_one_thing():
    models = [paper(f"p{number}", model("transformer")) for number in range(4)]
    methods = [paper(f"q{number}", method("transformer")) for number in range(5)]
    resolution = resolved(*models, *methods)
    assert node(resolution, models[0], "transformer") == node(resolution, methods[0], "transformer")
    assert node(resolution, models[0], "transformer").label == METHOD


def test_a_claim_that_the_new_type_does_not_admit_is_told():
    most = [paper(f"p{number}", task("reasoning")) for number in range(3)]
    tool, data = method("reasoning"), dataset("GLUE")
    odd = paper("q", tool, data, claims=((tool, "EVALUATED_ON", data),))
    resolution = resolved(*most, odd)
    assert not [key for key in resolution.graph.relationships if key.type == "EVALUATED_ON"]
    assert [(key.type, key.start.id, key.paper) for key in resolution.left_out] == [
        ("EVALUATED_ON", "task:reasoning", "q")
    ]
