"""Sentence boundaries by rule: fast, and right on abstracts, where full stops also end "et al." and "e.g."."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

TERMINATORS = frozenset(".!?")
CLOSERS = frozenset("\"'”’)]}")
_PERIOD_ABBREVIATIONS = Path(__file__).parent.parent / "patterns" / "abbreviations_with_period.txt"


@cache
def period_abbreviations() -> frozenset[str]:
    """Abbreviations that end in a full stop without ending a sentence, in lower case."""
    return frozenset(_PERIOD_ABBREVIATIONS.read_text(encoding="utf-8").split())


def _abbreviated(words: Sequence[str], stop: int) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation or an initial."""
    if stop == 0:
        return True
    before = words[stop - 1]
    if before.lower() in period_abbreviations():
        return True
    if len(before) == 1 and before.isalpha():
        # "e.g." and "J. Smith", but not "vitamin C." at the end of a sentence before a common word
        dotted = stop >= 2 and words[stop - 2] == "."
        return dotted or (before.isupper() and stop >= 2 and words[stop - 2].istitle())
    return False


def sentence_starts(words: Sequence[str], spaces: Sequence[bool]) -> set[int]:
    """Numbers of the tokens that start a sentence.

    Args:
        words: texts of the tokens.
        spaces: whether a blank follows each token.
    """
    length = len(words)
    starts = {0}
    for index, text in enumerate(words):
        if text == "\n":
            starts.add(index + 1)
        elif text in TERMINATORS:
            end = index + 1
            while (
                end < length and not spaces[end - 1] and (words[end] in CLOSERS or words[end] in TERMINATORS)
            ):
                end += 1
            if end >= length or not spaces[end - 1]:
                continue
            if text == "." and _abbreviated(words, index):
                continue
            if not words[end][0].islower():
                starts.add(end)
    return starts


def set_sentence_starts(doc: Doc) -> Doc:
    """Mark the first token of every sentence; the title, up to the newline, is a sentence of its own."""
    starts = sentence_starts([token.text for token in doc], [bool(token.whitespace_) for token in doc])
    marks = np.full((len(doc), 1), -1, np.int32).astype(np.uint64)
    marks[[start for start in starts if start < len(doc)]] = 1
    return doc.from_array([SENT_START], marks)


def sentence_numbers(doc: Doc) -> NDArray[np.int64]:
    """The number of the sentence of each token; much faster than asking every token for its sentence."""
    starts = doc.to_array([SENT_START]).astype(np.int64) == 1
    return np.cumsum(starts) - 1


@Language.component("kg_sentences", assigns=["token.is_sent_start", "doc.sents"])
def sentences(doc: Doc) -> Doc:
    """spaCy component: :func:`set_sentence_starts`."""
    return set_sentence_starts(doc)
