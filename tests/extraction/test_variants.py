"""Which surfaces of one paper are one thing."""

import re

import pytest

from extract.components.abbreviations import find_abbreviations
from extract.components.variants import group_surfaces, singular, variant_key


def grouped(text, labels):
    positions = {s: [m.span() for m in re.finditer(rf"(?<!\w){re.escape(s)}(?!\w)", text)] for s in labels}
    groups = group_surfaces(labels, text, find_abbreviations(text), positions)
    sets = {}
    for surface, number in groups.items():
        sets.setdefault(number, set()).add(surface)
    return sorted(map(sorted, sets.values()))


def test_case_hyphens_and_plural_do_not_matter():
    text = "Fine-Tuning, fine tuning and diffusion models; a diffusion model."
    labels = {
        "Fine-Tuning": "Method",
        "fine tuning": "Method",
        "diffusion models": "Model",
        "diffusion model": "Model",
    }
    assert grouped(text, labels) == [["Fine-Tuning", "fine tuning"], ["diffusion model", "diffusion models"]]


def test_a_defined_abbreviation_joins_its_long_form_and_its_plural():
    text = "Vision language models (VLMs) see. A VLM sees."
    labels = {"Vision language models": "Model", "VLMs": "Model", "VLM": "Model"}
    assert grouped(text, labels) == [["VLM", "VLMs", "Vision language models"]]


def test_labels_keep_things_apart():
    text = "Sorting (SORT) is a task, SORT a method."
    assert len(grouped(text, {"Sorting": "Task", "SORT": "Method"})) == 2


def test_versions_stay_apart():
    assert len(grouped("GPT-3 and GPT-4 and GPT.", {"GPT-3": "Model", "GPT-4": "Model", "GPT": "Model"})) == 3


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("models", "model"),
        ("strategies", "strategy"),
        ("losses", "loss"),
        ("LLMs", "LLM"),
        ("analysis", "analysis"),
        ("bus", "bus"),
    ],
)
def test_singular(plural, one):
    assert singular(plural) == one


def test_a_key_folds_what_does_not_matter():
    assert variant_key("Chain-of-Thought prompts") == variant_key("chain of thought prompt")
