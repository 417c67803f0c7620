"""Variants: full forms that say the same in slightly different words."""

import tomllib
from functools import lru_cache
from importlib.resources import files

from kg.resolution.folding import Form, form_of
from kg.resolution.versions import compatible

_DATA = tomllib.loads((files(__package__) / "variants.toml").read_text(encoding="utf-8"))
_FILLERS = frozenset(_DATA["fillers"])
_ENDINGS: tuple[str, ...] = tuple(sorted(_DATA["endings"], key=len, reverse=True))
_HEADS: dict[str, frozenset[str]] = {label: frozenset(words) for label, words in _DATA["heads"].items()}
_SHORTEST_STEM = 4
_LOOSE = frozenset({"of", "for", "with", "from", "and", "in", "to", "on", "via", "by"})


@lru_cache(maxsize=1 << 17)
def variant_key(form: Form) -> str:
    """A key that variants share: without fillers, and with the stems of the words before the last."""
    tokens = form.tokens
    if len(tokens) < 2:
        return form.key
    inner = [stem(token) for token in tokens[:-1] if token not in _FILLERS]
    return form_of((*inner, tokens[-1])).key


def stem(word: str) -> str:
    """A word without the first of the known endings that leaves four letters or more."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def without_head(form: Form, label: str) -> Form | None:
    """The form without a head noun that only repeats its type; None when there is none."""
    tokens = form.tokens
    if len(tokens) < 2 or tokens[-1] not in _HEADS.get(label, ()):
        return None
    return form_of(tokens[:-1])


def same_expansion(one: Form, other: Form) -> bool:
    """Whether two full forms of one abbreviation are the same thing in other words.

    Word by word they must be forms of one word, function words, and "large" inside, apart.
    """
    if not compatible(one, other):
        return False
    ours, theirs = _content(one), _content(other)
    return len(ours) == len(theirs) and all(map(_same_word, ours, theirs))


def _content(form: Form) -> list[str]:
    first, *rest = form.tokens
    return [
        first,
        *(token for token in rest if token not in _LOOSE and token not in _FILLERS and token != "large"),
    ]


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if not (one.isalpha() and other.isalpha()):
        return False
    shared = next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return shared >= 3 and 2 * shared >= min(len(one), len(other))
