"""What the corpus, and knowledge beforehand, say about names: counted once, used by every later step."""

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from itertools import combinations

from extract.ontology import DATASET, METHOD, METRIC, MODEL, TASK
from kg.resolution.abbreviations import expands, written_out
from kg.resolution.folding import Form
from kg.resolution.knowledge import ANY_LABEL, Knowledge
from kg.resolution.occurrences import Occurrence
from kg.resolution.variants import without_head
from kg.resolution.versions import version

KINDS = {METHOD: "system", MODEL: "system", DATASET: "dataset", TASK: "task", METRIC: "metric"}
"""Labels by kind: what one author calls a method is a model to the next, but never a data set."""

UNKNOWN_KIND = 0.5
"""The share of papers that give a full form some kind, when nothing says it."""
SURE_SHARE = 0.8
SURE_PAPERS = 3
"""Inside other names an abbreviation is written out when so large a share of so many papers agree on it."""


class Evidence:
    """Counts over the whole corpus. A key is a form's ``key``.

    Attributes:
        long: for every row of the table its full forms, abbreviations inside them written out.
        short: for every row of the table the keys of its abbreviations, in whatever case ("Lora", "LoRA").
        forms: one form for every key of a full form.
        papers: number of papers that use a full form.
        expansions: for every abbreviation's key, the number of papers that give each full form's key for it.
        together: number of papers in which two full forms name one entity; pairs are sorted.
        apart: number of papers in which two full forms of ``together`` name two entities of one label.
    """

    def __init__(self, table: Sequence[Occurrence], knowledge: Knowledge) -> None:
        self.forms: dict[str, Form] = {}
        self.papers: Counter[str] = Counter()
        self.expansions: dict[str, Counter[str]] = defaultdict(Counter)
        self.together: Counter[tuple[str, str]] = Counter()
        self.apart: Counter[tuple[str, str]] = Counter()
        self._labels: dict[str, Counter[str]] = defaultdict(Counter)
        self._add_knowledge(knowledge)
        letters = {short.key for row in table for _, short in row.short} | self.expansions.keys()
        self.short = [
            tuple(
                sorted(
                    {key for _, form in (*row.short, *row.long) if (key := _letters_of(form, row, letters))}
                )
            )
            for row in table
        ]
        self.long = self._write_out(table, letters)
        self._count(table)

    def _add_knowledge(self, knowledge: Knowledge) -> None:
        for label, short, long, papers in knowledge.expansions:
            self._see(long)
            self.expansions[short.key][long.key] += papers
            self.papers[long.key] += papers
            self._labels[long.key].update({label: papers} if label != ANY_LABEL else {})
        for label, one, other, papers in knowledge.synonyms:
            for name in (one, other):
                self._see(name)
                self._labels[name.key][label] += papers
            self.together[pair(one.key, other.key)] += papers

    def _write_out(self, table: Sequence[Occurrence], letters: Set[str]) -> list[tuple[Form, ...]]:
        """Full forms of every row; an abbreviation inside means what its paper says, else what is sure."""
        in_paper: dict[tuple[str, str], Form] = {}
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for short_key, known in self.expansions.items():
            counts[short_key].update(known)
        forms = dict(self.forms)
        for row in table:
            for short, long in _stated(row):
                known_form = in_paper.get((row.paper, short.key))
                if known_form is None or long.tokens < known_form.tokens:
                    in_paper[row.paper, short.key] = long
                counts[short.key][long.key] += 1
                forms.setdefault(long.key, long)
        sure: dict[str, Form] = {}
        for short_key, by_long in counts.items():
            best = max(by_long, key=lambda key: (by_long[key], key))
            if by_long[best] >= max(SURE_PAPERS, SURE_SHARE * sum(by_long.values())):
                sure[short_key] = forms[best]
        result: list[tuple[Form, ...]] = []
        for row in table:

            def meaning(short: str, paper: str = row.paper) -> Form | None:
                return in_paper.get((paper, short)) or sure.get(short)

            by_key: dict[str, Form] = {}
            for surface, plain in row.long:
                if not _letters_of(plain, row, letters):
                    form = written_out(surface, meaning)
                    by_key.setdefault(form.key, form)
            result.append(tuple(by_key.values()))
        return result

    def _count(self, table: Sequence[Occurrence]) -> None:
        by_paper: dict[str, list[int]] = defaultdict(list)
        unspelt: dict[str, Counter[str]] = defaultdict(Counter)
        for index, row in enumerate(table):
            by_paper[row.paper].append(index)
        for rows in by_paper.values():
            seen: set[tuple[str, str]] = set()
            facts: set[tuple[str, str]] = set()
            loose: set[tuple[str, str]] = set()
            pairs: set[tuple[str, str]] = set()
            for index in rows:
                row, long = table[index], self.long[index]
                for form in long:
                    self._see(form)
                    seen.add((form.key, row.entity.label))
                for short in self.short[index]:
                    firm = {(short, form.key) for form in long if expands(short, form)}
                    facts |= firm
                    if not firm and not any(c.isdigit() for c in short):
                        loose.update((short, form.key) for form in long if not version(form))
                pairs.update(pair(one.key, other.key) for one, other in combinations(long, 2))
            self.papers.update({key for key, _ in seen})
            for key, label in seen:
                self._labels[key][label] += 1
            for short_key, long_key in facts:
                self.expansions[short_key][long_key] += 1
            for short_key, long_key in loose:
                unspelt[short_key][long_key] += 1
            self.together.update(pairs)
        # "XGBoost" does not spell "extreme gradient boosting", but when nothing else is known, papers are believed.
        for short_key in unspelt.keys() - self.expansions.keys():
            self.expansions[short_key] = unspelt[short_key]
        wanted = {key for one_pair in self.together for key in one_pair}
        for rows in by_paper.values():
            keys = [
                (form.key, index, table[index].entity.label)
                for index in rows
                for form in self.long[index]
                if form.key in wanted
            ]
            self.apart.update(
                {
                    pair(one, other)
                    for (one, first, label), (other, second, second_label) in combinations(keys, 2)
                    if first != second and label == second_label and pair(one, other) in self.together
                }
            )

    def kind_share(self, key: str, kind: str) -> float:
        """The share of a full form's papers that give it a kind."""
        labels = self._labels.get(key)
        if not labels:
            return UNKNOWN_KIND
        return sum(number for label, number in labels.items() if KINDS[label] == kind) / sum(labels.values())

    def label(self, key: str) -> str | None:
        """The label that most papers give a full form; None where it is only known beforehand, without label."""
        labels = self._labels[key]
        return max(labels, key=lambda label: (labels[label], label), default=None)

    def _see(self, form: Form) -> None:
        known = self.forms.get(form.key)
        if known is None or form.tokens < known.tokens:
            self.forms[form.key] = form


def pair(one: str, other: str) -> tuple[str, str]:
    """Two keys, sorted."""
    return (one, other) if one < other else (other, one)


def _letters_of(form: Form, row: Occurrence, letters: Set[str]) -> str | None:
    """The key of the abbreviation that a form is, a head noun apart ("GLUE benchmark"); None for a full form."""
    if form.key in letters:
        return form.key
    shorter = without_head(form, row.entity.label)
    return shorter.key if shorter is not None and shorter.key in letters else None


def _stated(row: Occurrence) -> list[tuple[Form, Form]]:
    """The pairs of an abbreviation and a full form that fits it, which a paper states of one entity."""
    return [(short, long) for _, short in row.short for _, long in row.long if expands(short.key, long)]
