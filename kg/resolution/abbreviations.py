"""Abbreviations: which surfaces are some, what they may stand for, and how they are written out inside names."""

import re
from collections.abc import Callable
from functools import lru_cache

from kg.resolution.folding import Form, fold

_SHAPE = re.compile(r"[^\W_][^\W_/.+@-]*(?:[-/&][^\W_]+)*")
_VERSIONED = re.compile(r"[^\W\d_]{2,}.*\d")
_SPOKEN = {"2": " to ", "4": " for ", "x": "cross"}
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1 << 17)
def is_abbreviation(surface: str) -> bool:
    """Whether a surface looks like an abbreviation: one short word, half of its letters capitals.

    Names with a version behind them (``YOLOv8``, ``GPT-4``) are full names.
    """
    if not 2 <= len(surface) <= 12 or not _SHAPE.fullmatch(surface) or _VERSIONED.match(surface):
        return False
    letters = [c for c in surface.removesuffix("s") if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return capitals >= 2 and 2 * capitals >= len(letters)


@lru_cache(maxsize=1 << 17)
def expands(short: str, long: Form) -> bool:
    """Whether the letters of an abbreviation's key are found in a full form, in order.

    The first letter must begin the form, all others may stand anywhere ("2" is also "to"), as in Schwartz and Hearst, "A simple
    algorithm for identifying abbreviation definitions in biomedical text", PSB 2003. It is a test of pairs that
    a paper gives as two names of one thing, not a way to find them.
    """
    text = " ".join(long.tokens)
    if not short or short[0] != text[0] or len(text) <= len(short):
        return False
    if any(token[0].isdigit() and token not in short for token in long.tokens):
        return False  # "SAM" is not "Segment Anything Model 2"
    position = 0
    for letter in short:
        found = text.find(letter, position)
        if found < 0 and letter in _SPOKEN:
            found = text.find(_SPOKEN[letter], position)
        if found < 0:
            return False
        position = found + 1
    return True


def initials(form: Form) -> str:
    """First letters of a form's words; numbers stay whole."""
    return "".join(token if token[0].isdigit() else token[0] for token in form.tokens)


def written_out(surface: str, meaning: Callable[[str], Form | None]) -> Form:
    """The form of a name with the abbreviations inside it written out.

    ``multimodal LLM`` becomes the form of "multimodal large language model", and ``out-of-distribution (OOD)
    detection``, which has the full form already, that of "out-of-distribution detection".

    Args:
        surface: a name that is no abbreviation itself.
        meaning: the full form of an abbreviation's key, or None when that is not sure.
    """
    words = _WORD.findall(surface)
    if len(words) < 2 or not any(is_abbreviation(word) for word in words):
        return fold(surface)
    first_letters = ""

    def write_out(match: re.Match[str]) -> str:
        nonlocal first_letters
        word = match[0]
        if is_abbreviation(word):
            short = fold(word).key
            if first_letters.endswith(short):
                return ""
            full = meaning(short)
            if full is not None:
                first_letters += initials(full)
                return " ".join(full.tokens)
        first_letters += word[0].casefold()
        return word

    return fold(_WORD.sub(write_out, surface))
