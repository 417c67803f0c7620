"""One type for one thing: the majority's, unless the evidence for two is strong."""

from collections import defaultdict
from collections.abc import Sequence

from extract.ontology import LABELS
from kg.resolution.evidence import KINDS
from kg.resolution.occurrences import Occurrence
from kg.resolution.senses import Thing

SECOND_SHARE = 0.3
SECOND_PAPERS = 3
"""A second type is kept when it has so large a share of a thing's papers, and so many of them."""


def labels(table: Sequence[Occurrence], found: Sequence[Thing]) -> list[str]:
    """The label of the node of each row."""
    votes: dict[Thing, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for row, thing in zip(table, found, strict=True):
        papers = votes[thing][row.entity.label]
        papers[row.paper] = max(papers.get(row.paper, 0.0), row.entity.confidence)
    chosen = {thing: _choose(by_label) for thing, by_label in votes.items()}
    return [chosen[thing][row.entity.label] for row, thing in zip(table, found, strict=True)]


def _choose(by_label: dict[str, dict[str, float]]) -> dict[str, str]:
    """For every label that papers give a thing, the label of its node."""
    weight = {label: sum(papers.values()) for label, papers in by_label.items()}
    number = {label: len(papers) for label, papers in by_label.items()}

    def best(labels: list[str]) -> str:
        return max(labels, key=lambda label: (weight[label], -LABELS.index(label)))

    kinds: dict[str, list[str]] = defaultdict(list)
    for label in by_label:
        kinds[KINDS[label]].append(label)
    total = sum(weight.values())
    first = best(list(by_label))
    chosen: dict[str, str] = {}
    for kind, labels_of_kind in kinds.items():
        strong = (
            sum(weight[label] for label in labels_of_kind) >= SECOND_SHARE * total
            and sum(number[label] for label in labels_of_kind) >= SECOND_PAPERS
        )
        target = best(labels_of_kind) if strong or kind == KINDS[first] else first
        chosen.update(dict.fromkeys(labels_of_kind, target))
    return chosen
