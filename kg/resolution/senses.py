"""Which thing each entity of each paper is: full forms by concept, bare abbreviations by sense."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extract.ontology import ROLE_NAMES
from kg.resolution.abbreviations import expands
from kg.resolution.clusters import Clusters
from kg.resolution.concepts import by_concept
from kg.resolution.evidence import KINDS, Evidence
from kg.resolution.folding import Form
from kg.resolution.occurrences import Occurrence

DOMINANT = 0.7
"""A bare abbreviation means its commonest sense when that has so large a share of the papers."""
MARGIN = 2.0
"""Else the sense whose company it keeps, when that fits so many times better than any other."""
OTHER_KIND = 0.1
"""A sense counts so much less when it is a thing of another kind than the paper says."""

_INTRODUCES = ROLE_NAMES[0]


@dataclass(frozen=True, order=True)
class Thing:
    """What an entity is, before it gets a label and a name.

    Attributes:
        key: the concept's representative key, or a bare abbreviation's own key.
        paper: the introducing paper, where several papers introduce things by one abbreviation.
        bare: whether only the abbreviation is known.
    """

    key: str
    paper: str = ""
    bare: bool = False


def things(table: Sequence[Occurrence], evidence: Evidence, clusters: Clusters[str]) -> list[Thing]:
    """The thing that each row of the table is, in the table's order."""
    senses = {short: by_concept(counts, clusters) for short, counts in evidence.expansions.items()}
    found: dict[int, Thing] = {}
    bare: dict[str, list[int]] = defaultdict(list)
    for index in range(len(table)):
        if evidence.long[index]:
            found[index] = Thing(
                _concept(evidence.short[index], evidence.long[index], evidence, clusters, senses)
            )
        else:
            bare[evidence.short[index][0]].append(index)
    company = _Company(table, found, {key for counts in senses.values() if len(counts) > 1 for key in counts})
    for short, rows in bare.items():
        counts = senses.get(short, {})
        introducing = {table[index].paper for index in rows if table[index].entity.role == _INTRODUCES}
        using = {table[index].paper for index in rows}
        rivals = len(introducing) > 1 or (introducing and counts)
        coined = rivals and 2 * len(introducing) >= len(using) + sum(counts.values())
        for index in rows:
            row = table[index]
            if coined and row.entity.role == _INTRODUCES:
                # Hardly anybody but those who introduce something uses the letters: each paper means its own.
                found[index] = Thing(short, row.paper, bare=True)
                continue
            sense = _sense(row, counts, evidence, company)
            found[index] = Thing(short, bare=True) if sense is None else Thing(sense)
    return [found[index] for index in range(len(table))]


def _concept(
    shorts: tuple[str, ...],
    long: tuple[Form, ...],
    evidence: Evidence,
    clusters: Clusters[str],
    senses: dict[str, dict[str, int]],
) -> str:
    """The concept that an entity with full forms is.

    A full form that spells out the entity's abbreviation comes first. Else, when a full form contains the usual
    sense of the abbreviation ("large vision-language models", "VLMs"), it is that sense. Else of two forms one
    of which contains the other, the longer is meant, the shorter being its shorthand; else the most used one.
    """
    spelling = [form for form in long if any(expands(short, form) for short in shorts)]
    if not spelling:
        for short in shorts:
            counts = senses.get(short, {})
            if counts:
                usual = max(counts, key=lambda key: (counts[key], key))
                wanted = set(evidence.forms[usual].tokens)
                if counts[usual] >= DOMINANT * sum(counts.values()) and any(
                    wanted < set(form.tokens) for form in long
                ):
                    return usual
    best = max(spelling or long, key=lambda form: (evidence.papers[form.key], len(form.tokens), form.key))
    wider = [form for form in spelling or long if set(form.tokens) > set(best.tokens)]
    if wider:
        best = max(wider, key=lambda form: (evidence.papers[form.key], len(form.tokens), form.key))
    return clusters.find(best.key)


class _Company:
    """Which concepts papers name beside each of the competing senses of abbreviations."""

    def __init__(self, table: Sequence[Occurrence], found: dict[int, Thing], competing: set[str]) -> None:
        self._of_paper: dict[str, set[str]] = defaultdict(set)
        for index, thing in found.items():
            self._of_paper[table[index].paper].add(thing.key)
        self._papers: Counter[str] = Counter(key for keys in self._of_paper.values() for key in keys)
        self._beside: dict[str, Counter[str]] = defaultdict(Counter)
        for keys in self._of_paper.values():
            for key in keys & competing:
                self._beside[key].update(keys)

    def fit(self, concept: str, paper: str) -> float:
        """How well a concept fits the other concepts of a paper: shared company, rare company counting more."""
        beside = self._beside.get(concept)
        if not beside:
            return 0.0
        everything = len(self._of_paper)
        # fsum: the same whatever the order of the set.
        return math.fsum(
            math.log(everything / self._papers[key]) * beside[key] / self._papers[concept]
            for key in self._of_paper[paper]
            if key != concept and beside[key]
        )


def _sense(row: Occurrence, counts: dict[str, int], evidence: Evidence, company: _Company) -> str | None:
    """The concept that a bare abbreviation means in its paper, or None when nothing tells."""
    kind = KINDS[row.entity.label]
    weights = {
        concept: number * (OTHER_KIND + (1 - OTHER_KIND) * evidence.kind_share(concept, kind))
        for concept, number in counts.items()
    }
    if not weights:
        return None
    best = max(weights, key=lambda concept: (weights[concept], concept))
    if weights[best] >= DOMINANT * math.fsum(weights.values()):
        return best
    scores = {concept: weight * company.fit(concept, row.paper) for concept, weight in weights.items()}
    ranked = sorted(scores, key=lambda concept: (-scores[concept], concept))
    if scores[ranked[0]] > MARGIN * scores[ranked[1]]:
        return ranked[0]
    return None
