"""Features of a word form, the same for training and use: rows of hashed tables, and its floret vector.

Everything here depends on the string alone, so it is computed once per distinct word and kept.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id
from spacy.vectors import Vectors

FEATURES = ("norm", "prefix", "suffix", "shape")
_RUN = re.compile(r"(.)\1{2,}")


def shape(word: str) -> str:
    """Its letters as X and x, digits as d, runs cut to two: ``GPT4`` is ``XXd``."""
    out = "".join(
        "d" if char.isdigit() else "X" if char.isupper() else "x" if char.isalpha() else char
        for char in word[:24]
    )
    return _RUN.sub(r"\1\1", out)


def kind(word: str) -> int:
    """A coarse class of the form: 0 symbol, 1 number, 2 with digits, 3 lower, 4 title, 5 upper, 6 one capital, 7 mixed."""
    if not word[0].isalnum():
        return 0
    if word.replace(".", "").replace(",", "").isdigit():
        return 1
    if any(char.isdigit() for char in word):
        return 2
    if word.islower():
        return 3
    if word.isupper():
        return 5 if len(word) > 1 else 6
    return 4 if word[1:].islower() else 7


@lru_cache(maxsize=100_000)
def type_key(word: str) -> str:
    """What makes two tokens of a document the same word: case counts only where it carries information."""
    return word.lower() if kind(word) in (3, 4) else word


def feature_rows(words: Sequence[str], sizes: Sequence[int]) -> NDArray[np.int32]:
    """Row numbers (words × :data:`FEATURES`) in tables of the given numbers of rows."""
    rows = np.empty((len(words), len(FEATURES)), np.int32)
    for index, word in enumerate(words):
        lower = word.lower()
        values = (lower, "<" + lower[:3], lower[-4:] + ">", shape(word))
        rows[index] = [get_string_id(value) % size for value, size in zip(values, sizes, strict=True)]
    return rows


def word_vectors(words: Sequence[str], vectors: Vectors) -> NDArray[np.float32]:
    """Floret vectors (words × dimensions) of the lower-cased words."""
    if not words:
        return np.zeros((0, vectors.shape[1]), np.float32)
    return np.asarray(vectors.get_batch([word.lower() for word in words]), np.float32)
