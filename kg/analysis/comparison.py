"""Two methods or models head to head: who is said to win, where both were tested, what each reached.

The rows are those of the template ``head-to-head``; this module adds the tally over them.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from kg.analysis.ask import ask
from kg.analysis.leaderboard import lower_is_better
from kg.store import Store


@dataclass(frozen=True)
class Evidence:
    """One line of the comparison.

    Attributes:
        kind: ``claim``, ``shared data set`` or ``result``.
        subject, relation, object: what is said, by names; for a result, the object is the data set.
        value, metric: of a result, else empty.
        paper, title, sentence, confidence: where it is said.
    """

    kind: str
    subject: str
    relation: str
    object: str
    value: str
    metric: str
    paper: str
    title: str
    sentence: str
    confidence: float


@dataclass(frozen=True)
class Comparison:
    """Two systems and what speaks for each.

    Attributes:
        a, b: their names.
        a_wins, b_wins: number of papers that say that the one outperforms the other.
        compared: number of papers that compare the two without a winner.
        shared_datasets: names of the data sets that both were evaluated on or have results on.
        better_results: for each name, the number of data sets and metrics on which it has the better best
            value (absolute values in one unit).
        evidence: everything behind it, claims first.
    """

    a: str
    b: str
    a_wins: int
    b_wins: int
    compared: int
    shared_datasets: tuple[str, ...]
    better_results: dict[str, int]
    evidence: list[Evidence] = field(default_factory=list)


def compare(store: Store, a: str, b: str, *, limit: int = 0) -> Comparison:
    """Everything that speaks for one or the other of two systems.

    Args:
        store: the graph.
        a, b: the name of each, as :func:`kg.analysis.lookup.find_in_store` gives it.
        limit: at most this many lines of evidence of each kind; all when 0.
    """
    names = a, b
    rows = [
        Evidence(**row) for row in ask(store, "head-to-head", a=names[0], b=names[1], limit=limit).dicts()
    ]
    wins = {
        name: len({row.paper for row in rows if row.relation == "OUTPERFORMS" and row.subject == name})
        for name in names
    }
    drawn = {row.paper for row in rows if row.relation == "COMPARED_WITH"}
    shared = {row.object for row in rows if row.kind != "claim"}
    return Comparison(
        *names, wins[names[0]], wins[names[1]], len(drawn), tuple(sorted(shared)), _better(rows, names), rows
    )


def _better(rows: list[Evidence], names: tuple[str, str]) -> dict[str, int]:
    best: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for row in rows:
        number = _number(row.value) if row.kind == "result" else None
        if number is None:
            continue
        low = lower_is_better(row.metric)
        values = best[row.object, row.metric, "%" if "%" in row.value else ""]
        values[row.subject] = (min if low else max)(number, values.get(row.subject, number))
    better = dict.fromkeys(names, 0)
    for (_, metric, _), values in best.items():
        if all(name in values for name in names) and values[names[0]] != values[names[1]]:
            pick = min if lower_is_better(metric) else max
            better[pick(names, key=values.__getitem__)] += 1
    return better


def _number(value: str) -> float | None:
    """An absolute value as written; None for a gain or what is no plain number."""
    try:
        return (
            float(value.replace("%", "").replace(",", "").strip())
            if not value.startswith(("+", "-"))
            else None
        )
    except ValueError:
        return None
