"""Which surfaces of one paper are one thing: variants in case, hyphens and number, and abbreviations."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from extract.components.abbreviations import Abbreviation, is_abbreviation_of, is_short_form

_KNOWN = Path(__file__).parent.parent / "patterns" / "abbreviations.json"
_JOINT = re.compile(
    r"\s?[(:,]\s?(?:a |an |the )?[\"'“‘]?|\s?[-–—]\s|,? (?:or|i\.e\.,?|namely|called|termed|dubbed|named) "
)
_SEPARATORS = re.compile(r"[\s\-‐‑–—_/~\\{}$^]+")


@cache
def variant_key(surface: str) -> str:
    """What surfaces of one thing share: no case, hyphens, blanks or plural; ``LLMs`` and ``LLM`` are one."""
    words = [singular(word) for word in _SEPARATORS.split(surface) if word]
    return "".join(words).casefold()


def singular(word: str) -> str:
    """A word without its plural ending, by the regular rules of English."""
    lower = word.lower()
    if len(word) < 4 or not lower.endswith("s") or lower.endswith(("ss", "us", "is", "ics")):
        # short forms take a small s: "LMs", "VLMs"
        return word[:-1] if len(word) > 2 and word[-1] == "s" and word[-2].isupper() else word
    if lower.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if lower.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def group_surfaces(
    labels: Mapping[str, str],
    text: str,
    abbreviations: Iterable[Abbreviation],
    positions: Mapping[str, Sequence[tuple[int, int]]],
) -> dict[str, int]:
    """Group the surfaces of one paper.

    Args:
        labels: label of each surface; only surfaces of one label are grouped.
        text: the text of the paper.
        abbreviations: definitions found in it.
        positions: (start, end) of the mentions of each surface.

    Returns:
        The number of the group of each surface.
    """
    parent = {surface: surface for surface in labels}

    def find(surface: str) -> str:
        while parent[surface] != surface:
            surface = parent[surface]
        return surface

    def join(one: str, other: str) -> None:
        if labels[one] == labels[other]:
            parent[find(one)] = find(other)

    by_key: dict[tuple[str, str], str] = {}
    for surface, label in labels.items():
        join(surface, by_key.setdefault((variant_key(surface), label), surface))
    for short, long in _defined(labels, text, abbreviations, positions):
        join(short, long)
    for short, long in _spelled_out(labels, text, positions):
        join(short, long)
    # a short form that the paper never defines goes to the one thing whose name it is known or seen to abbreviate
    sizes = Counter(find(surface) for surface in labels)
    for short in labels:
        if sizes[find(short)] == 1 and is_short_form(short):
            known = known_long_forms().get(variant_key(short), frozenset())
            for fits in (
                lambda long, known=known: variant_key(long) in known,
                lambda long, short=short: (
                    initials(long) == variant_key(short) and len(variant_key(short)) > 2
                ),
            ):
                fitting = {find(long) for long in labels if labels[long] == labels[short] and fits(long)}
                if len(fitting) == 1:
                    join(short, fitting.pop())
                    break
    numbers: dict[str, int] = {}
    return {surface: numbers.setdefault(find(surface), len(numbers)) for surface in labels}


def initials(surface: str) -> str:
    """First letters of the words of a surface, in lower case."""
    return "".join(word[0] for word in _SEPARATORS.split(surface) if word).lower()


@cache
def known_long_forms() -> dict[str, frozenset[str]]:
    """Long forms of abbreviations that papers often use without a definition, both as variant keys.

    The list was counted over annotated alias pairs by ``python -m extract.training abbreviations``.
    """
    data = json.loads(_KNOWN.read_text(encoding="utf-8"))
    return {short: frozenset(longs) for short, longs in data.items()}


def spells(short: str, long: str) -> bool:
    """Whether a name loosely spells a longer one: most of its letters stand there in order, the capitals at
    the starts of words ("SAILS", "Segment Anything with Incrementally Learned Semantics")."""
    letters = [char for char in singular(short) if char.isalnum()]
    if not 2 <= len(letters) <= 14 or len(long) < len(short) + 3 or " " in short.strip():
        return False
    words = [word for word in _SEPARATORS.split(long) if word]
    if len(words) < 2:
        return False
    at = -1
    lower = long.lower()
    found = starts = 0
    for char in letters:
        hit = lower.find(char.lower(), at + 1)
        if hit < 0:
            continue
        # prefer the start of a word where the letter opens one soon after
        opening = next(
            (
                m.start()
                for m in re.finditer(rf"(?<![a-z0-9]){re.escape(char.lower())}", lower)
                if m.start() > at
            ),
            -1,
        )
        if opening >= 0 and (char.isupper() or opening == hit):
            hit = opening
        starts += hit == opening
        found += 1
        at = hit
    return found >= 0.8 * len(letters) and starts >= 0.6 * min(len(words), len(letters)) and starts >= 2


def _shares_initial(short: str, long: str) -> bool:
    """Whether the first letter of a one-word short form starts a word of the long form, and it is shorter."""
    letters = initials(long)
    return (
        is_short_form(short)
        and " " not in short
        and len(letters) > 1
        and len(short) < len(long)
        and short[0].lower() in letters
    )


def _spelled_out(
    labels: Mapping[str, str], text: str, positions: Mapping[str, Sequence[tuple[int, int]]]
) -> Iterable[tuple[str, str]]:
    """Neighbours "X (Y)", "X: Y" and "X, or Y" of one label where one spells the other."""
    starts = {start: surface for surface, spans in positions.items() for start, _ in spans}
    for surface, spans in positions.items():
        for _, end in spans:
            match = _JOINT.match(text, end)
            other = starts.get(match.end()) if match else None
            if match is None or other is None or labels[other] != labels[surface] or other == surface:
                continue
            bracket = "(" in match.group()
            if spells(other, surface) or (bracket and _shares_initial(other, surface)):
                yield other, surface
            elif spells(surface, other):
                yield surface, other


def _defined(
    labels: Mapping[str, str],
    text: str,
    abbreviations: Iterable[Abbreviation],
    positions: Mapping[str, Sequence[tuple[int, int]]],
) -> Iterable[tuple[str, str]]:
    """(short surface, long surface) of the definitions whose ends are mentions."""
    starts = {start: surface for surface, spans in positions.items() for start, _ in spans}
    ends = {end: surface for surface, spans in positions.items() for _, end in spans}
    for found in abbreviations:
        short = text[found.short_start : found.short_end]
        # the mention may be a little shorter or longer than the algorithm's long form: it ends where that ends
        long = ends.get(found.long_end)
        if short in labels and long is not None and short != long:
            yield short, long
    # "X (Y)" where both are mentions and one spells the other, whichever comes first
    for end, surface in ends.items():
        match = re.match(r"\s?\(", text[end : end + 2])
        inside = starts.get(end + match.end()) if match else None
        if inside is not None and inside != surface:
            if is_short_form(inside) and is_abbreviation_of(inside, surface):
                yield inside, surface
            elif is_short_form(surface) and is_abbreviation_of(surface, inside):
                yield surface, inside
