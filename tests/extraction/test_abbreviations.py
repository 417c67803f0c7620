"""Abbreviations that a paper defines (Schwartz and Hearst 2003)."""

import pytest

from extract.components.abbreviations import find_abbreviations, is_abbreviation_of


def pairs(text):
    return [
        (text[a.short_start : a.short_end], text[a.long_start : a.long_end]) for a in find_abbreviations(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We use low-rank adaptation (LoRA) here.", [("LoRA", "low-rank adaptation")]),
        ("Large language models (LLMs) are big.", [("LLMs", "Large language models")]),
        ("With RL (reinforcement learning) we win.", [("RL", "reinforcement learning")]),
        ("Named entity recognition (NER; see below) helps.", [("NER", "Named entity recognition")]),
        ("It fails (see Section 3).", []),
        ("The year (2019) was good.", []),
        ("Nothing fits here (XYZ).", []),
    ],
)
def test_definitions_in_brackets(text, expected):
    assert pairs(text) == expected


def test_a_short_form_must_start_its_long_form():
    assert is_abbreviation_of("BLEU", "bilingual evaluation understudy")
    assert not is_abbreviation_of("BLEU", "automatic bilingual evaluation understudy")
