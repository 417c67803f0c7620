"""Tokens never straddle the edge of a name, and the text is never changed."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.components.tokenizer import ResearchTokenizer, token_offsets

tokenizer = ResearchTokenizer(spacy.blank("en").vocab)


@given(st.text(max_size=200))
def test_any_text_is_restored_from_its_tokens(text):
    assert tokenizer(text).text == text


@given(st.text(max_size=200))
def test_offsets_are_those_of_the_tokens(text):
    assert [text[start:end] for start, end in token_offsets(text)] == [
        token.text for token in tokenizer(text)
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We use GPT-4o-mini here", "GPT"),
        ("a 3D-CNN", "CNN"),
        ("in $\\epsilon$-PLA", "PLA"),
        ("ResNet-50/ViT", "ViT"),
        ("by 2.4%", "2.4"),
        ("snake_case", "snake"),
    ],
)
def test_a_name_inside_a_compound_has_token_edges(text, name):
    start = text.index(name)
    offsets = token_offsets(text)
    assert start in {a for a, _ in offsets}
    assert start + len(name) in {b for _, b in offsets}
