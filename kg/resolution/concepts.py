"""Which full forms name one thing, by spelling, by a shared abbreviation and by many papers' aliases."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations

from kg.resolution.abbreviations import expands
from kg.resolution.clusters import Clusters
from kg.resolution.folding import Form
from kg.resolution.knowledge import Knowledge
from kg.resolution.occurrences import Occurrence
from kg.resolution.spelling import same_expansion, spelling_variants
from kg.resolution.versions import compatible

SYNONYM_PAPERS = 2
"""So many papers must give two full forms as names of one thing before they are joined on that alone."""


class Evidence:
    """Counts over the whole corpus; a key is a form's ``key``, an abbreviation its folded key.

    Attributes:
        forms: one form for every key.
        papers: number of papers that use a key.
        expansions: for every abbreviation, the number of papers that give each full form for it.
        together: number of papers in which two full forms name one entity.
        apart: number of papers in which two full forms name two entities of one label.
    """

    def __init__(self, table: Iterable[Occurrence], knowledge: Knowledge) -> None:
        self.forms: dict[str, Form] = {}
        self.papers: Counter[str] = Counter()
        self.expansions: dict[str, Counter[str]] = defaultdict(Counter)
        self.together: Counter[tuple[str, str]] = Counter()
        for short, long, count in knowledge.expansions:
            self._see(long)
            self.expansions[short.key][long.key] += count
            self.papers[long.key] += count
        for one, other, count in knowledge.synonyms:
            self._see(one)
            self._see(other)
            self.together[_pair(one.key, other.key)] += count
        seen: set[tuple[str, str]] = set()
        for row in table:
            for form in row.forms:
                self._see(form)
                if (row.paper, form.key) not in seen:
                    seen.add((row.paper, form.key))
                    self.papers[form.key] += 1
            for short, long in firm_expansions(row):
                self.expansions[short.key][long.key] += 1
            for one, other in combinations(row.long, 2):
                self.together[_pair(one.key, other.key)] += 1

    def _see(self, form: Form) -> None:
        known = self.forms.get(form.key)
        if known is None or form.tokens < known.tokens:
            self.forms[form.key] = form


def firm_expansions(row: Occurrence) -> list[tuple[Form, Form]]:
    """The entity's pairs of an abbreviation and a full form whose letters fit it."""
    return [
        (short, long) for short in row.short for long in row.long if expands(short.key, " ".join(long.tokens))
    ]


def concepts(evidence: Evidence) -> Clusters[str]:
    """Clusters of the keys of full forms."""

    def allowed(one: str, other: str) -> bool:
        return compatible(evidence.forms[one], evidence.forms[other])

    clusters: Clusters[str] = Clusters(allowed)
    clusters.join_all(_same_abbreviation(evidence))
    clusters.join_all(_synonyms(evidence))
    clusters.join_all(spelling_variants(evidence.forms, evidence.papers))
    return clusters


def _same_abbreviation(evidence: Evidence) -> Iterable[tuple[str, str]]:
    """Full forms of one abbreviation that say the same in slightly different words."""
    for short in sorted(evidence.expansions):
        ranked = [
            key for key, _ in sorted(evidence.expansions[short].items(), key=lambda item: (-item[1], item[0]))
        ]
        for index, other in enumerate(ranked):
            for one in ranked[:index]:
                if same_expansion(evidence.forms[one], evidence.forms[other]):
                    yield one, other
                    break


def _synonyms(evidence: Evidence) -> Iterable[tuple[str, str]]:
    """Full forms that several papers give as names of one thing."""
    for (one, other), count in sorted(evidence.together.items(), key=lambda item: (-item[1], item[0])):
        if count >= SYNONYM_PAPERS:
            yield one, other


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
