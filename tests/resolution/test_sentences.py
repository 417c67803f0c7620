"""The sentence of a mention."""

import pytest

from kg.resolution.sentences import Sentences

TEXT = "On Sketching\nWe follow Smith et al. Then, e.g. in Fig. 3, F1 is 0.5. It is new! (It works.) The end"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Sketching", "On Sketching"),
        ("F1", "We follow Smith et al. Then, e.g. in Fig. 3, F1 is 0.5."),
        ("new", "It is new!"),
        ("works", "(It works.)"),
        ("The end", "The end"),
        ("new! (It", "It is new! (It works.)"),
    ],
)
def test_a_mention_is_found_in_its_sentence(words, sentence):
    start = TEXT.index(words)
    assert Sentences(TEXT).around(start, start + len(words)) == sentence
