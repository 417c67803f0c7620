"""BILUO tags and their decoding."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extract.ontology import LABELS
from extract.tags import TAG_COUNT, best_tags, spans_of, tag_numbers


@st.composite
def documents(draw):
    spans, at = [], 0
    for _ in range(draw(st.integers(0, 6))):
        first = at + draw(st.integers(0, 3))
        after = first + draw(st.integers(1, 4))
        spans.append((first, after, draw(st.sampled_from(LABELS))))
        at = after
    return at + draw(st.integers(1, 3)), spans


@given(documents())
def test_spans_survive_the_round_trip(document):
    length, spans = document
    assert spans_of(tag_numbers(length, spans)) == spans


@given(documents(), st.integers(0, 2**31))
def test_decoding_prefers_the_right_tags_under_noise(document, seed):
    length, spans = document
    scores = np.random.default_rng(seed).normal(size=(length, TAG_COUNT)).astype(np.float32) * 0.1
    scores[np.arange(length), tag_numbers(length, spans)] += 10
    assert spans_of(best_tags(scores)) == spans


@given(st.integers(1, 30), st.integers(0, 2**31))
def test_any_scores_give_spans_that_do_not_overlap(length, seed):
    scores = np.random.default_rng(seed).normal(size=(length, TAG_COUNT)).astype(np.float32)
    covered = [token for first, after, _ in spans_of(best_tags(scores)) for token in range(first, after)]
    assert len(covered) == len(set(covered))
