"""Spelling variants: full forms that differ by a slip of the pen or by an ending, found with rapidfuzz."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from kg.resolution.folding import Form
from kg.resolution.versions import compatible

MINIMUM_LENGTH = 12
"""Shorter forms differ in meaning as soon as they differ by a letter."""


def same_expansion(one: Form, other: Form) -> bool:
    """Whether two full forms of one abbreviation are the same thing in other words."""
    if not compatible(one, other):
        return False
    return ratio(one.key, other.key) >= 75


def spelling_variants(forms: Mapping[str, Form], papers: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    """Pairs of keys one edit apart, of which one is rare: slips of the pen.

    Only forms that agree in their first or in their second half are compared, so that the work grows with the
    number of forms and not with its square.
    """
    blocks: dict[tuple[int, str], list[str]] = defaultdict(list)
    for key in sorted(forms):
        if len(key) >= MINIMUM_LENGTH and key.isalpha():
            half = len(key) // 2
            for size in (half, half + 1):
                blocks[0, key[:size]].append(key)
                blocks[1, key[-size:]].append(key)
    found: set[tuple[str, str]] = set()
    for block in blocks.values():
        for index, one in enumerate(block):
            for other in block[index + 1 :]:
                if min(papers[one], papers[other]) == 1 and OSA.distance(one, other, score_cutoff=1) <= 1:
                    found.add((one, other))
    return sorted(found)
