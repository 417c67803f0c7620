"""What is in a graph, in numbers."""

import datetime
from dataclasses import dataclass

import queries
from kg.schema import ENTITY_LABELS, NODES, PAPER, RELATIONSHIPS
from kg.store.base import Store


@dataclass(frozen=True)
class Statistics:
    """What is in a graph.

    Attributes:
        nodes: number of nodes by label.
        relationships: number of relationships by type.
        first, last: dates of the earliest and the latest paper; None when no paper has a date.
        undated: number of papers without a date.
        top: for every entity label, names and numbers of papers of the entities that most papers mention.
    """

    nodes: dict[str, int]
    relationships: dict[str, int]
    first: datetime.date | None
    last: datetime.date | None
    undated: int
    top: dict[str, list[tuple[str, int]]]

    @property
    def papers(self) -> int:
        """Number of papers."""
        return self.nodes[PAPER]

    @property
    def entities(self) -> int:
        """Number of methods, models, datasets, tasks and metrics."""
        return sum(self.nodes[label] for label in ENTITY_LABELS)


def statistics(store: Store, top: int = 5) -> Statistics:
    """Count what a store holds.

    Args:
        store: the graph.
        top: how many entities of each label to name.
    """
    # The template leaves out what there is none of.
    counts = {"node": dict.fromkeys(NODES, 0), "relationship": dict.fromkeys(RELATIONSHIPS, 0)}
    for kind, name, number in store.query(queries.get("counts").cypher).rows:
        counts[kind][name] = number
    dates = "MATCH (p:Paper) RETURN min(p.date) AS first, max(p.date) AS last, count(p.date) AS dated"
    ((first, last, dated),) = store.query(dates).rows
    return Statistics(
        nodes=counts["node"],
        relationships=counts["relationship"],
        first=first,
        last=last,
        undated=counts["node"][PAPER] - dated,
        top={label: _most_frequent(store, label, top) for label in ENTITY_LABELS},
    )


def _most_frequent(store: Store, label: str, limit: int) -> list[tuple[str, int]]:
    template = queries.get("top-entities")
    rows = store.query(template.cypher, template.bind({"types": label, "limit": str(limit)})).dicts()
    return [(row["name"], row["papers"]) for row in rows]
