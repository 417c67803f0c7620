"""Sentence boundaries by rule: fast, and right on abstracts, where full stops also end "et al." and "e.g."."""

from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

TERMINATORS = frozenset(".!?")
CLOSERS = frozenset("\"'”’)]}")
_PERIOD_ABBREVIATIONS = Path(__file__).parent.parent / "patterns" / "abbreviations_with_period.txt"


@cache
def period_abbreviations() -> frozenset[str]:
    """Abbreviations that end in a full stop without ending a sentence, in lower case."""
    return frozenset(_PERIOD_ABBREVIATIONS.read_text(encoding="utf-8").split())


def _abbreviated(doc: Doc, stop: int) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation or an initial."""
    if stop == 0:
        return True
    before = doc[stop - 1].text
    if before.lower() in period_abbreviations():
        return True
    if len(before) == 1 and before.isalpha():
        # "e.g." and "J. Smith", but not "vitamin C." at the end of a sentence before a common word
        dotted = stop >= 2 and doc[stop - 2].text == "."
        return dotted or (before.isupper() and stop >= 2 and doc[stop - 2].is_title)
    return False


def set_sentence_starts(doc: Doc) -> Doc:
    """Mark the first token of every sentence; the title, up to the newline, is a sentence of its own."""
    length = len(doc)
    starts = {0}
    for index, token in enumerate(doc):
        text = token.text
        if text == "\n":
            starts.add(index + 1)
        elif text in TERMINATORS:
            end = index + 1
            while end < length and (doc[end].text in CLOSERS or doc[end].text in TERMINATORS):
                if doc[end - 1].whitespace_:
                    break
                end += 1
            if end >= length or not doc[end - 1].whitespace_:
                continue
            if text == "." and _abbreviated(doc, index):
                continue
            following = doc[end].text
            if following[0].islower() and not following.isalnum():
                continue
            if not following[0].islower():
                starts.add(end)
    for index, token in enumerate(doc):
        token.is_sent_start = index in starts
    return doc


@Language.component("kg_sentences", assigns=["token.is_sent_start", "doc.sents"])
def sentences(doc: Doc) -> Doc:
    """spaCy component: :func:`set_sentence_starts`."""
    return set_sentence_starts(doc)
