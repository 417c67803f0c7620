"""Abbreviations: which surfaces are some, what they stand for, and which sense a paper means."""

import re
from functools import lru_cache

_SHAPE = re.compile(r"[^\W_][^\W_/.+@-]*(?:[-/&][^\W_]+)*")
_VERSIONED = re.compile(r"[^\W\d_]{2,}.*\d")


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
def expands(short: str, long: str) -> bool:
    """Whether an abbreviation's letters are found in a full form, in order, the first at a word's start.

    The test of Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
    biomedical text", PSB 2003, applied to a pair that a paper gives as two names of one thing. A plural "s"
    is no letter.
    """
    letters = [c for c in short.removesuffix("s").casefold() if c.isalnum()]
    text = long.casefold()
    position = len(text) - 1
    for index in range(len(letters) - 1, -1, -1):
        letter = letters[index]
        while position >= 0 and (
            text[position] != letter or (index == 0 and position > 0 and text[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return False
        position -= 1
    return bool(letters) and len(long) > len(short)
