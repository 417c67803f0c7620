"""What corrections do to the graph, whenever it is built."""

from support.resolving import dataset, method, metric, model, node, paper, resolved

from kg.corrections import Correction, Corrections
from kg.graph import NodeKey

LORA = method("LoRA")
NEW = method("LoRA", role="introduces")
ADAPTERS = method("small adapters")
GLUE = dataset("GLUE")
SCORE = metric("mean score")
PAPERS = (
    paper(
        "a", NEW, GLUE, SCORE, claims=((NEW, "EVALUATED_ON", GLUE),), results=((NEW, GLUE, SCORE, "88.1%"),)
    ),
    paper("b", ADAPTERS, LORA, claims=((ADAPTERS, "BASED_ON", LORA),)),
    paper("c", LORA, GLUE, claims=((LORA, "EVALUATED_ON", GLUE),)),
)


def corrected_by(*lines, papers=PAPERS):
    entries = tuple(Correction(verb, tuple(args)) for verb, *args in lines)
    return resolved(*papers, corrections=Corrections(entries))


def ids(resolution):
    return sorted(key.id for key in set(resolution.nodes.values()))


def test_merged_things_are_one_with_the_name_of_the_first():
    resolution = corrected_by(("merge", "LoRA", "small adapters"))
    merged = resolution.graph.nodes[NodeKey("Method", "method:lora")]
    assert (merged["name"], merged["papers"]) == ("LoRA", 3)
    assert "small adapters" in merged["keys"]
    assert ids(resolution) == ["dataset:glue", "method:lora", "metric:mean-score"]
    assert not resolution.unapplied


def test_a_thing_of_one_name_is_split_by_paper():
    resolution = corrected_by(("split", "LoRA"))
    assert [key for key in ids(resolution) if "lora" in key] == [
        "method:lora",
        "method:lora~b",
        "method:lora~c",
    ]


def test_a_thing_of_several_full_forms_is_split_by_them():
    papers = [
        paper(f"p{number}", method("speculative decoding", "speculative sampling")) for number in range(3)
    ]
    one, other = paper("a", method("speculative decoding")), paper("b", method("speculative sampling"))
    joined = resolved(*papers, one, other)
    assert node(joined, one, "speculative decoding") == node(joined, other, "speculative sampling")
    split = corrected_by(
        ("split", "speculative decoding", "speculative sampling"), papers=(one, other, *papers)
    )
    assert node(split, one, "speculative decoding") != node(split, other, "speculative sampling")


def test_split_parts_can_be_merged_again():
    resolution = corrected_by(("split", "LoRA"), ("merge", "method:lora~b", "method:lora~c"))
    assert [key for key in ids(resolution) if "lora" in key] == ["method:lora", "method:lora~a"]
    assert not resolution.unapplied


def test_a_renamed_thing_is_found_by_both_names():
    resolution = corrected_by(("rename", "method:lora", "Low-Rank Adaptation"))
    renamed = resolution.graph.nodes[NodeKey("Method", "method:low-rank-adaptation")]
    assert renamed["name"] == "Low-Rank Adaptation"
    assert renamed["keys"] == ["lora", "low-rank adaptation"]


def test_a_correction_may_use_what_earlier_ones_made():
    resolution = corrected_by(
        ("rename", "LoRA", "Tiny"), ("retype", "Tiny", "Model"), ("merge", "model:tiny", "small adapters")
    )
    assert ids(resolution) == ["dataset:glue", "metric:mean-score", "model:tiny"]


def test_a_retyped_thing_loses_the_claims_that_make_no_sense():
    resolution = corrected_by(("retype", "GLUE", "Task"))
    assert NodeKey("Task", "task:glue") in resolution.graph.nodes
    assert not [key for key in resolution.graph.relationships if key.type == "EVALUATED_ON"]
    assert {key.paper for key in resolution.left_out} == {"a", "c"}


def claims(resolution, kind):
    return sorted(key.paper for key in resolution.graph.relationships if key.type == kind)


def test_a_claim_is_rejected_in_one_paper_or_in_all():
    assert claims(corrected_by(), "EVALUATED_ON") == ["a", "c"]
    assert claims(corrected_by(("reject", "LoRA EVALUATED_ON GLUE @ a")), "EVALUATED_ON") == ["c"]
    assert claims(corrected_by(("reject", "LoRA EVALUATED_ON GLUE")), "EVALUATED_ON") == []


def test_a_rejected_role_becomes_a_mention():
    resolution = corrected_by(("reject", "a INTRODUCES LoRA"))
    assert claims(resolution, "INTRODUCES") == []
    assert claims(resolution, "MENTIONS") == ["a"]
    assert resolution.graph.nodes[NodeKey("Method", "method:lora")]["introduced"] == 0


def test_a_rejected_mention_takes_the_thing_out_of_the_paper():
    mentioned = paper("d", model("BERT", role="mentions"), GLUE)
    resolution = corrected_by(("reject", "d MENTIONS BERT"), papers=(*PAPERS, mentioned))
    assert not [key for key in resolution.graph.nodes if key.label == "Model"]


def test_a_result_is_rejected_by_its_id():
    (result,) = [key.id for key in corrected_by().graph.nodes if key.label == "Result"]
    resolution = corrected_by(("reject", result))
    assert not [key for key in resolution.graph.nodes if key.label == "Result"]


def test_what_no_longer_applies_is_told():
    resolution = corrected_by(
        ("merge", "LoRA", "no such thing"),
        ("rename", "LoRA", "LoRA"),
        ("split", "small adapters"),
        ("reject", "LoRA OUTPERFORMS GLUE @ a"),
        ("reject", "LoRA EVALUATED_ON GLUE @ nowhere"),
        ("reject", "a COMPARES_TO LoRA"),
        ("reject", "rubbish"),
    )
    assert [line.split(": ", 1)[0] for line in resolution.unapplied] == [
        "merge",
        "rename",
        "split",
        *["reject"] * 4,
    ]
    assert "nothing is called 'no such thing'" in resolution.unapplied[0]
    assert resolution.graph == corrected_by().graph


def test_a_name_of_several_things_is_refused():
    both = (paper("x", model("Perplexity")), paper("y", metric("perplexity")))
    more = [paper(f"m{n}", model("Perplexity")) for n in range(3)] + [
        paper(f"n{n}", metric("perplexity")) for n in range(3)
    ]
    resolution = corrected_by(
        ("rename", "perplexity", "x"), ("rename", "metric:perplexity", "y"), papers=(*both, *more)
    )
    assert len(resolution.unapplied) == 1
    assert "metric:perplexity, model:perplexity" in resolution.unapplied[0]


def test_corrections_hold_for_papers_that_come_later():
    later = paper("z", method("small adapters"))
    resolution = corrected_by(("merge", "LoRA", "small adapters"), papers=(*PAPERS, later))
    assert node(resolution, later, "small adapters") == NodeKey("Method", "method:lora")
