"""Which thing each entity of each paper is: full forms by concept, bare abbreviations by sense."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.resolution.clusters import Clusters
from kg.resolution.concepts import Evidence, firm_expansions
from kg.resolution.occurrences import Occurrence

DOMINANT = 0.7
"""A bare abbreviation means its commonest sense when that has so large a share of the papers."""

INTRODUCES = "introduces"


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
    found: list[Thing | None] = []
    bare: dict[str, list[int]] = defaultdict(list)
    senses = {short: _by_concept(counts, clusters) for short, counts in evidence.expansions.items()}
    neighbours: dict[str, set[str]] = defaultdict(set)
    for index, row in enumerate(table):
        if row.long:
            key = clusters.find(anchor(row, evidence))
            found.append(Thing(key))
            neighbours[row.paper].add(key)
        else:
            found.append(None)
            short = max(row.short, key=lambda form: (evidence.papers[form.key], form.key))
            bare[short.key].append(index)
    profiles = _profiles(table, found, senses, neighbours)
    for short, rows in bare.items():
        counts = senses.get(short, Counter())
        introducing = sorted({table[i].paper for i in rows if table[i].entity.role == INTRODUCES})
        for i in rows:
            row = table[i]
            sense = _sense(row, counts, profiles, neighbours[row.paper])
            if sense is not None and row.entity.role != INTRODUCES:
                found[i] = Thing(sense)
            elif row.entity.role == INTRODUCES and (len(introducing) > 1 or counts):
                found[i] = Thing(short, row.paper, bare=True)
            else:
                found[i] = Thing(short, bare=True)
    return [thing for thing in found if thing is not None]


def anchor(row: Occurrence, evidence: Evidence) -> str:
    """The full form that stands for an entity: one that spells out its abbreviation, then the most used."""
    firm = {long.key for _, long in firm_expansions(row)}
    return max(
        row.long, key=lambda form: (form.key in firm, evidence.papers[form.key], len(form.key), form.key)
    ).key


def _by_concept(counts: Counter[str], clusters: Clusters[str]) -> Counter[str]:
    merged: Counter[str] = Counter()
    for key, count in counts.items():
        merged[clusters.find(key)] += count
    return merged


def _profiles(
    table: Sequence[Occurrence],
    found: Sequence[Thing | None],
    senses: dict[str, Counter[str]],
    neighbours: dict[str, set[str]],
) -> dict[str, Counter[str]]:
    """For every concept that competes for an abbreviation, the papers that name each other concept too."""
    wanted = {concept for counts in senses.values() if len(counts) > 1 for concept in counts}
    profiles: dict[str, Counter[str]] = defaultdict(Counter)
    for row, thing in zip(table, found, strict=True):
        if thing is not None and thing.key in wanted:
            profiles[thing.key].update(neighbours[row.paper] - {thing.key})
    return profiles


def _sense(
    row: Occurrence, counts: Counter[str], profiles: dict[str, Counter[str]], beside: set[str]
) -> str | None:
    """The concept that a bare abbreviation means in its paper, or None when nothing tells."""
    if not counts:
        return None
    total = sum(counts.values())
    ranked = sorted(counts, key=lambda concept: (-counts[concept], concept))
    if counts[ranked[0]] >= DOMINANT * total:
        return ranked[0]
    scores = {
        concept: sum(min(profiles.get(concept, Counter())[other], 1) for other in beside)
        for concept in ranked
    }
    best = max(ranked, key=lambda concept: (scores[concept], counts[concept], concept))
    if scores[best] and all(scores[best] > 2 * scores[other] for other in ranked if other != best):
        return best
    return None
