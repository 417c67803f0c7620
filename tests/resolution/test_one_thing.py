"""Which names are one thing, and which are not."""

import pytest
from support.resolving import (
    dataset,
    method,
    metric,
    model,
    node,
    one_thing,
    paper,
    resolved,
    task,
)

from kg.resolution.folding import fold
from kg.resolution.knowledge import Knowledge, parse, shipped


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prompt Tuning", "prompt tuning"),
        ("fine-tuning", "fine tuning"),
        ("finetuning", "fine-tuning"),
        ("diffusion models", "diffusion model"),
        ("graph neural networks", "Graph Neural Network"),
        ("encoder--decoder", "encoder-decoder"),
        ("tokenisation", "tokenization"),
        ("behaviour cloning", "behavior cloning"),
        ("neighbour sampling", "neighbor sampling"),
        ("naïve Bayes", "naive Bayes"),
        (r"B\'ezier curves", "Bézier curve"),
        (r"$\beta$-VAE", "β-VAE"),
        ("R$^2$", "R²"),
        ("bird's-eye view", "bird-eye view"),
        ("LLM-based agents", "LLM agents"),
        ("robot manipulation", "robotic manipulation"),
        ("analyses", "analysis"),
    ],
)
def test_spelling_makes_no_difference(one, other):
    assert one_thing(method(one), method(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("CIFAR-100", "CIFAR100"), ("AIME 2024", "AIME'24"), ("WMT14", "WMT 2014"), ("Data 4", "Data 4.0")],
)
def test_a_data_set_may_be_written_in_several_ways(one, other):
    assert one_thing(dataset(one), dataset(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-3", "GPT-4"),
        ("GPT-4", "GPT-4o"),
        ("GPT-4o", "GPT-4o mini"),
        ("LLaMA-2 7B", "LLaMA-2 13B"),
        ("LLaMA-2", "LLaMA-2 7B"),
        ("Gemini 1.5 Pro", "Gemini 2.5 Pro"),
        ("Claude 3 Opus", "Claude 3 Haiku"),
        ("ResNet-18", "ResNet-34"),
        ("Qwen2.5-7B", "Qwen2.57B"),
        ("Segment Anything Model 2", "Segment Anything Model 3"),
    ],
)
def test_versions_and_sizes_stay_apart(one, other):
    assert not one_thing(model(one), model(other))


def test_no_number_of_papers_joins_two_versions():
    claims = [paper(f"p{number}", model("GPT-3", "GPT-4")) for number in range(5)]
    assert not one_thing(model("GPT-3"), model("GPT-4"), *claims)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("image captioning", "video captioning"),
        ("cloud detection", "clone detection"),
        ("text embedder", "text embedding"),
        ("supervised learning", "unsupervised learning"),
        ("pose estimation", "human pose estimation"),
        ("lossless compression", "lossy compression"),
        ("policy gradient", "policy gradient loss"),
    ],
)
def test_names_that_only_look_alike_stay_apart(one, other):
    assert not one_thing(task(one), task(other))


def test_a_slip_of_the_pen_is_the_common_name():
    common = [paper(f"p{number}", method("contrastive pretraining")) for number in range(3)]
    assert one_thing(method("contrastive pretraining"), method("contrastve pretraining"), *common)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("F1", "F1 score", metric),
        ("attention", "attention mechanism", method),
        ("GLUE", "GLUE benchmark", dataset),
    ],
)
def test_a_head_noun_that_repeats_the_type_adds_nothing(one, other, kind):
    assert one_thing(kind(one), kind(other))


def test_an_abbreviation_is_its_full_form():
    defining = paper("a", method("low-rank adaptation", "LoRA"))
    bare, full = paper("b", method("LoRA")), paper("c", method("Low-Rank Adaptation"))
    resolution = resolved(defining, bare, full)
    nodes = {node(resolution, defining, "LoRA"), node(resolution, bare, "LoRA")}
    assert nodes == {node(resolution, full, "Low-Rank Adaptation")}


def test_a_paper_is_believed_about_an_abbreviation_that_nothing_else_explains():
    defining, bare = paper("a", model("extreme gradient boosting", "XGB")), paper("b", model("XGB"))
    resolution = resolved(defining, bare)
    assert node(resolution, bare, "XGB") == node(resolution, defining, "XGB")


def test_an_abbreviation_that_means_two_things_is_not_merged():
    first = paper("a", method("expectation maximization", "EM"))
    second = paper("b", metric("exact match", "EM"))
    resolution = resolved(first, second)
    assert node(resolution, first, "EM") != node(resolution, second, "EM")


def test_a_bare_abbreviation_means_what_most_papers_mean():
    usual = [paper(f"p{number}", method("supervised fine-tuning", "SFT")) for number in range(8)]
    rare, bare = paper("r", method("spatial feature transform", "SFT")), paper("b", method("SFT"))
    resolution = resolved(*usual, rare, bare)
    assert node(resolution, bare, "SFT") == node(resolution, usual[0], "SFT")
    assert node(resolution, bare, "SFT") != node(resolution, rare, "SFT")


def test_a_bare_abbreviation_without_a_usual_meaning_is_known_by_its_company():
    tuning = [
        paper(f"t{number}", method("supervised fine-tuning", "SFT"), model("reward model"))
        for number in range(3)
    ]
    vision = [
        paper(f"v{number}", method("spatial feature transform", "SFT"), task("super-resolution"))
        for number in range(3)
    ]
    bare = paper("b", method("SFT"), task("super-resolution"))
    alone = paper("c", method("SFT"))
    resolution = resolved(*tuning, *vision, bare, alone)
    assert node(resolution, bare, "SFT") == node(resolution, vision[0], "SFT")
    assert node(resolution, alone, "SFT") not in {node(resolution, p, "SFT") for p in (*tuning, *vision)}


def test_two_papers_that_introduce_one_acronym_introduce_two_things():
    first, second = (
        paper("a", method("GRAM", role="introduces")),
        paper("b", method("GRAM", role="introduces")),
    )
    resolution = resolved(first, second)
    assert node(resolution, first, "GRAM").id == "method:gram"
    assert node(resolution, second, "GRAM").id == "method:gram~b"


def test_an_abbreviation_inside_a_name_is_written_out():
    defining = [paper(f"p{number}", model("large language models", "LLMs")) for number in range(3)]
    assert one_thing(model("multimodal LLMs"), model("multimodal large language models"), *defining)


def test_an_abbreviation_inside_a_name_means_what_its_paper_says():
    usual = [paper(f"p{number}", method("speculative decoding", "SD")) for number in range(4)]
    special = paper("a", model("Stable Diffusion", "SD"), model("SD adapters"))
    full, other = (
        paper("b", model("Stable Diffusion adapters")),
        paper("c", model("speculative decoding adapters")),
    )
    resolution = resolved(*usual, special, full, other)
    assert node(resolution, special, "SD adapters") == node(resolution, full, "Stable Diffusion adapters")
    assert node(resolution, special, "SD adapters") != node(
        resolution, other, "speculative decoding adapters"
    )


def test_a_definition_inside_a_name_adds_nothing():
    assert one_thing(task("out-of-distribution (OOD) detection"), task("out-of-distribution detection"))


def test_synonyms_are_what_several_papers_say():
    alias = [
        paper(f"p{number}", method("speculative decoding", "speculative sampling")) for number in range(2)
    ]
    assert not one_thing(method("speculative decoding"), method("speculative sampling"), alias[0])
    assert one_thing(method("speculative decoding"), method("speculative sampling"), *alias)


def test_papers_that_tell_two_names_apart_outweigh_those_that_do_not():
    alias = [paper(f"p{number}", task("image generation", "image synthesis")) for number in range(2)]
    apart = [paper(f"q{number}", task("image generation"), task("image synthesis")) for number in range(2)]
    assert not one_thing(task("image generation"), task("image synthesis"), *alias, *apart)


def test_a_shorthand_is_no_synonym():
    alias = [paper(f"p{number}", task("human pose estimation", "pose estimation")) for number in range(5)]
    assert not one_thing(task("human pose estimation"), task("pose estimation"), *alias)


def test_full_forms_of_one_abbreviation_may_differ_a_little():
    first = paper("a", method("reinforcement learning with verifiable rewards", "RLVR"))
    second = paper("b", method("reinforcement learning from verifiable reward", "RLVR"))
    resolution = resolved(first, second)
    assert node(resolution, first, "RLVR") == node(resolution, second, "RLVR")


def test_what_is_known_beforehand_counts_as_papers():
    known = parse("expansion\tMethod\tlora\tlow rank adaptation\t40\n")
    bare, full = paper("a", method("LoRA")), paper("b", method("low-rank adaptation"))
    without, with_it = resolved(bare, full), resolved(bare, full, known=known)
    assert node(without, bare, "LoRA") != node(without, full, "low-rank adaptation")
    assert node(with_it, bare, "LoRA") == node(with_it, full, "low-rank adaptation")


def test_the_package_knows_common_abbreviations():
    facts = shipped()
    assert facts != Knowledge()
    assert any(
        (short.key, long) == ("llm", fold("large language model")) for _, short, long, _ in facts.expansions
    )
