"""Names and ids of nodes."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from kg.resolution.abbreviations import is_abbreviation
from kg.resolution.folding import singular
from kg.resolution.occurrences import Occurrence

FULL_FORM_SHARE = 0.1
"""A node gets a full form as its name when so large a share of its papers writes one."""

_WORD = re.compile(r"[^\W_]+(?:\.\d+)*[+@*%#]*|[+@*%#]+")


def name_of(rows: Sequence[Occurrence]) -> str:
    """The most used full form of one node's entities; its most used surface where hardly a paper has one."""
    papers: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    full_papers: set[str] = set()
    for row in rows:
        for surface, count in row.surfaces.items():
            papers[surface] += 1
            mentions[surface] += count
            if not is_abbreviation(surface):
                full_papers.add(row.paper)
    every_paper = {row.paper for row in rows}
    full = [surface for surface in papers if not is_abbreviation(surface)]
    candidates = full if full and len(full_papers) >= FULL_FORM_SHARE * len(every_paper) else list(papers)
    return max(candidates, key=lambda surface: (papers[surface], mentions[surface], len(surface), surface))


def slug(name: str) -> str:
    """A name as part of an id: lower case, singular, words joined by hyphens."""
    text = unicodedata.normalize("NFKC", name)
    words = _WORD.findall(text)
    folded = [word.casefold() if word.isupper() else singular(word.casefold()) for word in words]
    return "-".join(folded) or "-".join(f"u{ord(c):x}" for c in name)
