"""What is best on a data set or for a task: the values that papers report, ranked.

The rows are those of the template ``leaderboard``. This module ranks them: one table for each data set,
metric, unit and kind of value, because 2.1 points gained and 88.1 % reached cannot be compared, and for
perplexity or latency the lowest value is the best.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from kg.analysis.ask import ask
from kg.store import Store


@dataclass(frozen=True)
class Standing:
    """A reported value with its place in its table.

    Attributes:
        dataset: the data set's name.
        metric: the metric's name; empty when the paper does not say.
        rank: place among the values of the same data set, metric, unit and kind, from 1; equal values share
            a place; None when the value is no number.
        system: the method or model.
        value: as written; ``number`` and ``unit`` as read.
        kind: ``absolute`` or ``gain``.
        date, paper, title, sentence, confidence: where it is reported.
    """

    dataset: str
    metric: str
    rank: int | None
    system: str
    value: str
    number: float | None
    unit: str
    kind: str
    date: object
    paper: str
    title: str
    sentence: str
    confidence: float


def lower_is_better(metric: str) -> bool:
    """Whether a lower value of a metric is the better one, by the words of its name."""
    return _lower().search(metric.lower()) is not None


def leaderboard(
    store: Store, name: str, *, metric: str = "", lowest_first: bool | None = None, limit: int = 0
) -> list[Standing]:
    """Values reported on a data set, or on the data sets of a task, by table, the best first.

    Args:
        store: the graph.
        name: name or alias of a data set or a task.
        metric: only results in this metric (name or alias); all when empty.
        lowest_first: whether the lowest value is the best; decided by the metric's name when None. A gain is
            a difference or a ratio in the right direction: the largest is always first unless this is True.
        limit: at most this many rows a table; all when 0.
    """
    tables: dict[tuple[str, str, str, str], list[dict[str, Any]]] = {}
    for row in ask(store, "leaderboard", name=name, metric=metric, limit=0).dicts():
        key = (row["dataset"], row["metric"] or "", row["kind"], row["unit"] or "")
        tables.setdefault(key, []).append(row)
    result = []
    for (dataset, measure, kind, unit), rows in sorted(
        tables.items(), key=lambda item: (item[0][0], -len(item[1]), item[0])
    ):
        low = (lower_is_better(measure) and kind == "absolute") if lowest_first is None else lowest_first
        result.extend(_ranked(dataset, measure, kind, unit, rows, low)[: limit or None])
    return result


def _ranked(
    dataset: str, metric: str, kind: str, unit: str, rows: list[dict[str, Any]], low: bool
) -> list[Standing]:
    def order(row: dict[str, Any]) -> tuple[object, ...]:
        number = row["number"]
        value = (float("inf"),) if number is None else (number if low else -number,)
        return (*value, str(row["system"]), str(row["paper"]))

    standings: list[Standing] = []
    place, last = 0, None
    for position, row in enumerate(sorted(rows, key=order), start=1):
        number = row["number"]
        if number is not None and number != last:
            place, last = position, number
        standings.append(
            Standing(
                dataset,
                metric,
                None if number is None else place,
                row["system"],
                row["value"],
                number,
                unit,
                kind,
                row["date"],
                row["paper"],
                row["title"],
                row["sentence"],
                row["confidence"],
            )
        )
    return standings


@cache
def _lower() -> re.Pattern[str]:
    text = resources.files(__package__).joinpath("lower_is_better.toml").read_text(encoding="utf-8")
    words = sorted(tomllib.loads(text)["words"], key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?![\w-])")
