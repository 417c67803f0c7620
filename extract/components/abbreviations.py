"""Abbreviations that a paper defines: "low-rank adaptation (LoRA)".

The algorithm is Schwartz and Hearst's (2003), "A simple algorithm for identifying abbreviation definitions in
biomedical text", with the plural of a short form ("LLMs") matched without its s.
"""

import re
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

_PARENTHESIS = re.compile(r"\(([^()]{2,60})\)")
_SHORT = re.compile(r"[A-Za-z0-9][\w.+/\- ]{0,14}\Z")


@dataclass(frozen=True)
class Abbreviation:
    """Offsets of a short form and of the long form that defines it."""

    short_start: int
    short_end: int
    long_start: int
    long_end: int


Doc.set_extension("abbreviations", default=(), force=True)


def is_short_form(text: str) -> bool:
    """Whether a text can be a short form: 2 to 15 characters, at most two words, a letter, and a capital or digit."""
    return (
        bool(_SHORT.match(text))
        and 2 <= len(text) <= 15
        and len(text.split()) <= 2
        and any(char.isalpha() for char in text)
        and any(char.isupper() or char.isdigit() for char in text)
    )


def long_form_start(short: str, before: str) -> int | None:
    """Where the long form of ``short`` starts in the text ``before`` it, or None.

    Characters of the short form are matched from the end; its first one must start a word.
    """
    short = short[:-1] if len(short) > 2 and short[-1] == "s" and short[-2].isupper() else short
    at = len(before) - 1
    for index in range(len(short) - 1, -1, -1):
        char = short[index].lower()
        if not char.isalnum():
            continue
        while at >= 0 and (
            before[at].lower() != char or (index == 0 and at > 0 and before[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
        at -= 1
    start = at + 1
    # the word that the first character starts may begin with punctuation of its own
    while start > 0 and not before[start - 1].isspace() and before[start - 1] not in "([\"'“‘":
        start -= 1
    return start


def is_abbreviation_of(short: str, long: str) -> bool:
    """Whether all characters of the short form stand in the long form, in order, the first one at its start."""
    if not is_short_form(short) or len(long) <= len(short):
        return False
    return long_form_start(short, long) == 0


def find_abbreviations(text: str) -> list[Abbreviation]:
    """All definitions in a text, "long (SHORT)" and "SHORT (long)"."""
    found = []
    for match in _PARENTHESIS.finditer(text):
        inside = re.split(r"[,;]", match.group(1))[0].strip()
        start = match.start(1) + match.group(1).index(inside)
        window_start = max(text.rfind(". ", 0, match.start()) + 1, match.start() - 120, 0)
        before = text[window_start : match.start()].rstrip()
        if is_short_form(inside):
            limit = min(len(inside) + 5, len(inside) * 2)
            words = list(re.finditer(r"\S+", before))[-limit:]
            if not words:
                continue
            base = words[0].start()
            at = long_form_start(inside, before[base:])
            if at is not None and len(before) - base - at > len(inside):
                long_start = window_start + base + at
                found.append(Abbreviation(start, start + len(inside), long_start, window_start + len(before)))
        else:
            word = re.search(r"[\w.+/\-]+\Z", before)
            if word and is_short_form(word.group()) and is_abbreviation_of(word.group(), inside):
                at = window_start + word.start()
                found.append(Abbreviation(at, at + len(word.group()), start, start + len(inside)))
    return found


@Language.component("kg_abbreviations", assigns=["doc._.abbreviations"])
def abbreviations(doc: Doc) -> Doc:
    """spaCy component: sets ``doc._.abbreviations``."""
    doc._.abbreviations = tuple(find_abbreviations(doc.text))
    return doc
