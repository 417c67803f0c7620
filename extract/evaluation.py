"""Figures of extraction records against annotations, as the annotation guidelines define them.

All figures are micro averages over papers: strict mentions (start, end and label), entities (unique folded surfaces
with their label), roles over right mentions, aliases over pairs of right mentions, relations whose ends each have a
mention in the gold entity, and results by value and head. Expected calibration error is Naeini et al.'s (2015),
"Obtaining Well Calibrated Probabilities Using Bayesian Binning", over ten bins of equal width.
"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.annotations import occurrences
from extract.ontology import LABELS, RELATIONS
from extract.record import ExtractionRecord

Span = tuple[int, int]
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
BINS = 10


@dataclass
class Figure:
    """Counts behind precision, recall and F1."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, right: int, predicted: int, gold: int) -> None:
        """Add the counts of one paper."""
        self.right += right
        self.predicted += predicted
        self.gold += gold

    @property
    def precision(self) -> float:
        """Share of what was predicted that is right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 0.0


@dataclass
class Calibration:
    """Confidences and whether each was right."""

    confidence: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def error(self) -> float:
        """Expected calibration error, 0 to 1."""
        bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
        for confidence, right in zip(self.confidence, self.right, strict=True):
            bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
        total = len(self.confidence) or 1
        return sum(
            abs(sum(right for _, right in rows) - sum(confidence for confidence, _ in rows)) / total
            for rows in bins.values()
        )


@dataclass
class Evaluation:
    """All figures of a run.

    Attributes:
        figures: by name, such as ``mentions`` or ``relations USED_FOR``.
        calibration: of ``mentions``, ``relations`` and ``results``.
        confusions: (gold, predicted) label or role pairs and how often they were confused, by kind.
        missing: gold papers without a prediction.
    """

    figures: dict[str, Figure] = field(default_factory=lambda: defaultdict(Figure))
    calibration: dict[str, Calibration] = field(default_factory=lambda: defaultdict(Calibration))
    confusions: dict[str, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    missing: list[str] = field(default_factory=list)


class _Groups:
    """Union-find."""

    def __init__(self) -> None:
        self.parent: dict[object, object] = {}

    def find(self, key: object) -> Any:
        self.parent.setdefault(key, key)
        while self.parent[key] != key:
            key = self.parent[key]
        return key

    def join(self, one: object, other: object) -> None:
        self.parent[self.find(one)] = self.find(other)


@dataclass
class _Gold:
    text: str
    label: dict[Span, str]
    role: dict[Span, str]
    group: dict[Span, Any]
    relations: set[tuple[Any, str, Any]]
    results: list[tuple[Any, Any, Any, str]]


def _gold(record: Mapping[str, Any]) -> _Gold:
    text = f"{record['title']}\n{record['abstract']}"
    labels = {surface: label for surface, label, *_ in record["entities"]}
    roles = {surface: rest[0] for surface, _, *rest in record["entities"] if rest}
    groups = _Groups()
    for surface, label in labels.items():
        groups.join(surface, ("folded", surface.casefold(), label))
    for one, *others in record.get("aliases", []):
        for other in others:
            if labels.get(one) == labels.get(other):
                groups.join(one, other)
    gold = _Gold(text, {}, {}, {}, set(), [])
    for start, end, surface in occurrences(text, labels):
        gold.label[start, end] = labels[surface]
        gold.role[start, end] = roles.get(surface, "")
        gold.group[start, end] = groups.find(surface)
    gold.relations = {(groups.find(h), kind, groups.find(t)) for h, kind, t in record.get("relations", [])}
    gold.results = [
        (groups.find(head), dataset and groups.find(dataset), metric and groups.find(metric), value)
        for head, dataset, metric, value in record.get("results", [])
    ]
    return gold


def value_key(value: object) -> str:
    """What two ways to write a value share: its first number."""
    found = _NUMBER.search(str(value))
    return found.group().replace(",", "") if found else str(value).casefold().strip()


def evaluate(gold_records: Sequence[Mapping[str, Any]], records: Iterable[ExtractionRecord]) -> Evaluation:
    """Compare extraction records with annotation records, matched by paper id.

    Args:
        gold_records: annotation records, each with ``id``, ``title``, ``abstract`` and ``entities``.
        records: predictions; papers that are not in the gold are ignored.
    """
    predicted = {record.paper.id: record for record in records}
    evaluation = Evaluation()
    for row in gold_records:
        gold = _gold(row)
        record = predicted.get(str(row["id"]))
        if record is None:
            evaluation.missing.append(str(row["id"]))
        _mentions(evaluation, gold, record)
        _relations(evaluation, gold, record)
        _results(evaluation, gold, record)
    return evaluation


def _mentions(evaluation: Evaluation, gold: _Gold, record: ExtractionRecord | None) -> None:
    mentions = record.mentions if record else ()
    found = {(mention.start, mention.end): mention for mention in mentions}
    figures = evaluation.figures
    right = [span for span, mention in found.items() if gold.label.get(span) == mention.label]
    figures["mentions"].add(len(right), len(found), len(gold.label))
    figures["mentions untyped"].add(len(found.keys() & gold.label.keys()), len(found), len(gold.label))
    for label in LABELS:
        figures[f"mentions {label}"].add(
            sum(found[span].label == label for span in right),
            sum(mention.label == label for mention in mentions),
            sum(other == label for other in gold.label.values()),
        )
    surfaces = {(gold.text[m.start : m.end].casefold(), m.label) for m in mentions}
    wanted = {(gold.text[start:end].casefold(), label) for (start, end), label in gold.label.items()}
    figures["entities"].add(len(surfaces & wanted), len(surfaces), len(wanted))
    roles = {entity.id: entity.role for entity in record.entities} if record else {}
    role_right = 0
    for span in right:
        role = roles.get(found[span].entity, "")
        role_right += role == gold.role[span]
        if role != gold.role[span]:
            evaluation.confusions["roles"][gold.role[span], role] += 1
    figures["roles"].add(role_right, len(right), len(right))
    alias_right = alias_predicted = alias_gold = 0
    for one, other in itertools.combinations(sorted(right), 2):
        together = found[one].entity == found[other].entity
        same = gold.group[one] == gold.group[other]
        alias_right += together and same
        alias_predicted += together
        alias_gold += same
    figures["aliases"].add(alias_right, alias_predicted, alias_gold)
    for span, mention in found.items():
        evaluation.calibration["mentions"].confidence.append(mention.confidence)
        evaluation.calibration["mentions"].right.append(gold.label.get(span) == mention.label)
        if gold.label.get(span) != mention.label:
            evaluation.confusions["mentions"][gold.label.get(span, "nothing"), mention.label] += 1
    for span, label in gold.label.items():
        if span not in found:
            evaluation.confusions["mentions"][label, "nothing"] += 1


def _clusters(gold: _Gold, record: ExtractionRecord | None) -> dict[str, set[Any]]:
    """Gold groups in which each predicted entity has a mention."""
    clusters: defaultdict[str, set[Any]] = defaultdict(set)
    for mention in record.mentions if record else ():
        group = gold.group.get((mention.start, mention.end))
        if group is not None:
            clusters[mention.entity].add(group)
    return clusters


def _turned(claims: Iterable[tuple[Any, str, Any]]) -> set[tuple[Any, str, Any]]:
    """Claims with the symmetric ones in both directions."""
    return {
        turned
        for head, kind, tail in claims
        for turned in (
            [(head, kind, tail), (tail, kind, head)] if RELATIONS[kind].symmetric else [(head, kind, tail)]
        )
    }


def _relations(evaluation: Evaluation, gold: _Gold, record: ExtractionRecord | None) -> None:
    clusters = _clusters(gold, record)
    wanted = _turned(gold.relations)
    found = {(r.head, r.type, r.tail): r.confidence for r in record.relations} if record else {}
    hits = {
        claim: _turned(
            (h, claim[1], t) for h in clusters.get(claim[0], ()) for t in clusters.get(claim[2], ())
        )
        & wanted
        for claim in found
    }
    for claim, confidence in found.items():
        evaluation.calibration["relations"].confidence.append(confidence)
        evaluation.calibration["relations"].right.append(bool(hits[claim]))
    for kind in {claim[1] for claim in found} | {claim[1] for claim in gold.relations}:
        covered = set().union(*(hit for claim, hit in hits.items() if claim[1] == kind), set())
        gold_claims = [claim for claim in gold.relations if claim[1] == kind]
        right_gold = sum(
            claim in covered or (claim[2], kind, claim[0]) in covered & _turned([claim])
            for claim in gold_claims
        )
        right_predicted = sum(bool(hit) for claim, hit in hits.items() if claim[1] == kind)
        counts = min(right_predicted, right_gold), sum(claim[1] == kind for claim in found), len(gold_claims)
        evaluation.figures["relations"].add(*counts)
        evaluation.figures[f"relations {kind}"].add(*counts)


def _results(evaluation: Evaluation, gold: _Gold, record: ExtractionRecord | None) -> None:
    clusters = _clusters(gold, record)
    open_gold = list(gold.results)
    matched = metrics = datasets = 0
    results = record.results if record else ()
    for result in results:
        hit = next(
            (
                wanted
                for wanted in open_gold
                if value_key(result.value) == value_key(wanted[3])
                and wanted[0] in clusters.get(result.head, ())
            ),
            None,
        )
        evaluation.calibration["results"].confidence.append(result.confidence)
        evaluation.calibration["results"].right.append(hit is not None)
        if hit is None:
            continue
        open_gold.remove(hit)
        matched += 1
        metrics += hit[2] in clusters.get(result.metric, ()) if result.metric else hit[2] is None
        datasets += hit[1] in clusters.get(result.dataset, ()) if result.dataset else hit[1] is None
    evaluation.figures["results"].add(matched, len(results), len(gold.results))
    evaluation.figures["results metric"].add(metrics, matched, matched)
    evaluation.figures["results dataset"].add(datasets, matched, matched)
