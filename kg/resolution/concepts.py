"""Which full forms name one thing: by wording, by a shared abbreviation, and by what several papers say."""

from collections import defaultdict
from collections.abc import Iterable

from kg.resolution.clusters import Clusters
from kg.resolution.evidence import KINDS, Evidence
from kg.resolution.spelling import slips
from kg.resolution.variants import same_expansion, variant_key, without_head
from kg.resolution.versions import compatible

SYNONYM_PAPERS = 2
"""So many papers must give two full forms as names of one thing ..."""
SYNONYM_RATIO = 3
"""... and so many times as many as those that use them for two things."""


def concepts(evidence: Evidence) -> Clusters[str]:
    """Clusters of the keys of full forms, joined from the surest evidence to the least sure."""

    def allowed(one: str, other: str) -> bool:
        return compatible(evidence.forms[one], evidence.forms[other])

    clusters: Clusters[str] = Clusters(allowed)
    clusters.join_all(_variants(evidence))
    clusters.join_all(_same_abbreviation(evidence))
    clusters.join_all(_headless(evidence))
    clusters.join_all(_synonyms(evidence))
    clusters.join_all(slips(evidence.forms, evidence.papers))
    return clusters


def _variants(evidence: Evidence) -> Iterable[tuple[str, str]]:
    first: dict[str, str] = {}
    for key in sorted(evidence.forms):
        other = first.setdefault(variant_key(evidence.forms[key]), key)
        if other != key:
            yield other, key


def _headless(evidence: Evidence) -> Iterable[tuple[str, str]]:
    """Full forms with and without a head noun that only repeats the type they mostly have."""
    for key in sorted(evidence.forms):
        label = evidence.label(key)
        shorter = without_head(evidence.forms[key], label) if label else None
        if (
            label
            and shorter is not None
            and shorter.key in evidence.forms
            and evidence.kind_share(shorter.key, KINDS[label]) >= 0.5
        ):
            yield shorter.key, key


def _same_abbreviation(evidence: Evidence) -> Iterable[tuple[str, str]]:
    """Full forms of one abbreviation that say the same in slightly different words."""
    for short in sorted(evidence.expansions):
        counts = evidence.expansions[short]
        ranked = sorted(counts, key=lambda key: (-counts[key], key))
        for index, other in enumerate(ranked):
            for one in ranked[:index]:
                if same_expansion(evidence.forms[one], evidence.forms[other]):
                    yield one, other
                    break


def _synonyms(evidence: Evidence) -> Iterable[tuple[str, str]]:
    """Full forms that several papers give as names of one thing.

    A name inside the other ("pose estimation", "human pose estimation") is a paper's shorthand for it, no synonym.
    """
    for (one, other), papers in sorted(evidence.together.items(), key=lambda item: (-item[1], item[0])):
        if papers < SYNONYM_PAPERS:
            return
        ours, theirs = set(evidence.forms[one].tokens), set(evidence.forms[other].tokens)
        if papers >= SYNONYM_RATIO * evidence.apart[one, other] and not (ours <= theirs or theirs <= ours):
            yield one, other


def by_concept(counts: dict[str, int], clusters: Clusters[str]) -> dict[str, int]:
    """Counts of keys summed up by concept."""
    merged: dict[str, int] = defaultdict(int)
    for key, count in counts.items():
        merged[clusters.find(key)] += count
    return dict(merged)
