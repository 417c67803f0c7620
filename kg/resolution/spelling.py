"""Slips of the pen: long full forms that differ by one letter, of which one is hardly used."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

from kg.resolution.folding import Form

MINIMUM_LENGTH = 12
"""Shorter names differ in meaning as soon as they differ by a letter."""


def slips(forms: Mapping[str, Form], papers: Mapping[str, int]) -> list[tuple[str, str]]:
    """Pairs of keys one edit apart, of which one occurs in a single paper, sorted.

    Only keys that agree in their first or in their second half are compared: one edit leaves one of them whole.
    """
    blocks: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for key in sorted(forms):
        if len(key) >= MINIMUM_LENGTH and key.isalpha():
            half = len(key) // 2
            for size in (half, half + 1):
                blocks[True, key[:size]].append(key)
                blocks[False, key[-size:]].append(key)
    found: set[tuple[str, str]] = set()
    for block in blocks.values():
        if len(block) > 1:
            found.update(_within(block, papers))
    return sorted(found)


def _within(block: list[str], papers: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    for index, one in enumerate(block):
        for other in block[index + 1 :]:
            rare = min(papers[one], papers[other]) == 1
            if rare and abs(len(one) - len(other)) <= 1 and OSA.distance(one, other, score_cutoff=1) <= 1:
                yield one, other
