"""Names and ids of nodes."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg.resolution.abbreviations import is_abbreviation
from kg.resolution.folding import singular
from kg.resolution.occurrences import Occurrence

FULL_FORM_SHARE = 0.1
"""The full form gives the name when so large a share of the papers writes it; else the abbreviation is the name."""

_WORD = re.compile(r"[^\W_]+(?:\.\d+)*[+@*%#]*|[+@*%#]+")


def name_of(rows: Sequence[Occurrence]) -> str:
    """The most used full form of one node's entities, or its most used surface where hardly a paper writes one."""
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


def identities(named: Mapping[object, tuple[str, str, Iterable[str]]]) -> dict[object, str]:
    """Ids of nodes: label and slug; where two nodes share them, all but the one with most papers add a paper.

    Args:
        named: for every node its label, its name and the ids of its papers.
    """
    claims: dict[str, list[tuple[int, str, object]]] = {}
    for node, (label, name, papers) in named.items():
        of_node = sorted(papers)
        claims.setdefault(f"{label.lower()}:{slug(name)}", []).append((-len(of_node), of_node[0], node))
    ids: dict[object, str] = {}
    for base, nodes in claims.items():
        taken: set[str] = set()
        for rank, (_, paper, node) in enumerate(
            sorted(nodes, key=lambda claim: (claim[0], claim[1], repr(claim[2])))
        ):
            identity = base if rank == 0 else f"{base}~{paper}"
            while identity in taken:
                identity += "~"
            taken.add(identity)
            ids[node] = identity
    return ids
