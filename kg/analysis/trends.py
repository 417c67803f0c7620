"""What is rising and what is fading: shares of papers in two periods, with a test.

The counts come from the templates ``rising`` and ``fading``. A change is a trend only when it is more than
chance: a two-sided two-proportion z-test, or Fisher's exact test where an expected count is below 5 (Cochran
1954), with the false discovery rate over all entities held at the level by Benjamini and Hochberg (1995).
Entities with so few papers that no outcome at all could be significant are left out of its count (Tarone 1990;
Gilbert 2005): they can be no trend, and testing them would only hide those of others. Three papers more are
therefore no trend.
"""

import datetime
import math
from dataclasses import dataclass
from typing import Literal

from kg.analysis.ask import ask
from kg.errors import UserError
from kg.store import Store

LEVEL = 0.05
SMALL_EXPECTED = 5.0


@dataclass(frozen=True)
class Periods:
    """Two periods next to each other; the earlier ends where the later begins, ``until`` is the day after."""

    before: datetime.date
    since: datetime.date
    until: datetime.date

    def __str__(self) -> str:
        last = self.until - datetime.timedelta(days=1)
        return f"{self.since} to {last} against {self.before} to {self.since - datetime.timedelta(days=1)}"


@dataclass(frozen=True)
class Trend:
    """An entity whose share of the papers changed.

    Attributes:
        name: its name.
        type: its label.
        direction: ``rising`` or ``fading``.
        later, all_later: papers with it, and all papers, in the later period.
        earlier, all_earlier: the same in the earlier one.
        share_later, share_earlier: the shares, 0 to 1.
        p_value: probability of such a change by chance.
        q_value: the false discovery rate if this and everything with a smaller p-value is called a trend; 1
            when there are too few papers to tell.
        significant: whether q_value is at or below the level.
    """

    name: str
    type: str
    direction: Literal["rising", "fading"]
    later: int
    all_later: int
    earlier: int
    all_earlier: int
    share_later: float
    share_earlier: float
    p_value: float
    q_value: float
    significant: bool


def two_proportions(later: int, all_later: int, earlier: int, all_earlier: int) -> float:
    """Two-sided p-value of the difference of two shares.

    Fisher's exact test when an expected count of the 2 by 2 table is below 5, else the pooled z-test.

    Raises:
        ValueError: a count is negative or above its total.
    """
    if not (0 <= later <= all_later and 0 <= earlier <= all_earlier):
        raise ValueError("a count must be between 0 and its total")
    total, hits = all_later + all_earlier, later + earlier
    if not all_later or not all_earlier or hits in (0, total):
        return 1.0
    expected = min(hits, total - hits) * min(all_later, all_earlier) / total
    if expected < SMALL_EXPECTED:
        return _fisher(later, all_later, earlier, all_earlier)
    pooled = hits / total
    error = math.sqrt(pooled * (1 - pooled) * (1 / all_later + 1 / all_earlier))
    return math.erfc(abs(later / all_later - earlier / all_earlier) / error / math.sqrt(2))


def _best(hits: int, all_later: int, all_earlier: int) -> float:
    """The smallest p-value that so many papers with an entity can lead to: all of them in one period."""
    in_later, in_earlier = min(hits, all_later), min(hits, all_earlier)
    return min(
        two_proportions(in_later, all_later, hits - in_later, all_earlier),
        two_proportions(hits - in_earlier, all_later, in_earlier, all_earlier),
    )


def false_discovery(p_values: list[float]) -> list[float]:
    """Benjamini and Hochberg's adjusted p-values (q-values), in the order given."""
    order = sorted(range(len(p_values)), key=lambda i: p_values[i], reverse=True)
    adjusted = [1.0] * len(p_values)
    smallest = 1.0
    for place, i in enumerate(order):
        smallest = min(smallest, p_values[i] * len(p_values) / (len(p_values) - place))
        adjusted[i] = smallest
    return adjusted


def periods(
    store: Store,
    *,
    months: int | None = None,
    since: datetime.date | None = None,
    before: datetime.date | None = None,
    until: datetime.date | None = None,
) -> Periods:
    """The two periods to compare; what is not given follows from the dates of the papers.

    Args:
        store: the graph.
        months: the length of each; by default a year, or half of the time that the papers span if that is
            less.
        since: the first day of the later period; by default ``months`` before ``until``.
        before: the first day of the earlier period; by default as long before ``since``.
        until: the day after the later period; by default the day after the newest paper.

    Raises:
        kg.errors.UserError: no paper has a date, or the dates given are not in order.
    """
    row = store.query("MATCH (p:Paper) RETURN min(p.date) AS first, max(p.date) AS last").rows[0]
    first, last = row
    if first is None:
        raise UserError(
            "no paper in this graph has a date, so nothing can rise or fade: build from dated papers"
        )
    end = until or last + datetime.timedelta(days=1)
    days = min(365, max(1, (end - first).days // 2)) if months is None else round(months * 365.25 / 12)
    start = since or end - datetime.timedelta(days=days)
    begin = before or start - (end - start)
    if not begin < start < end:
        raise UserError(
            f"the periods must follow each other: {begin} (before), {start} (since), {end} (until)"
        )
    return Periods(begin, start, end)


def trends(
    store: Store,
    between: Periods,
    *,
    labels: tuple[str, ...] = (),
    min_papers: int = 3,
    level: float = LEVEL,
) -> list[Trend]:
    """Every entity whose share changed, the surest first; see :attr:`Trend.significant`.

    Args:
        store: the graph.
        between: the two periods.
        labels: only entities of these types; all when empty.
        min_papers: leave out entities of fewer papers in the two periods.
        level: the false discovery rate up to which a change is significant, 0 to 1.
    """
    found = []
    directions: tuple[Literal["rising", "fading"], ...] = ("rising", "fading")
    for direction in directions:
        rows = ask(
            store,
            direction,
            since=between.since,
            before=between.before,
            until=between.until,
            types=list(labels),
            min_papers=min_papers,
            limit=0,
        )
        for row in rows.dicts():
            found.append((direction, row))
    p_values = [
        two_proportions(row["later"], row["all_later"], row["earlier"], row["all_earlier"])
        for _, row in found
    ]
    testable = [
        _best(row["later"] + row["earlier"], row["all_later"], row["all_earlier"]) <= level
        for _, row in found
    ]
    tested = iter(false_discovery([p for p, able in zip(p_values, testable, strict=True) if able]))
    q_values = [next(tested) if able else 1.0 for able in testable]
    result = [
        Trend(
            row["name"],
            row["type"],
            direction,
            row["later"],
            row["all_later"],
            row["earlier"],
            row["all_earlier"],
            row["later"] / row["all_later"],
            row["earlier"] / row["all_earlier"],
            p,
            q,
            q <= level,
        )
        for (direction, row), p, q in zip(found, p_values, q_values, strict=True)
    ]
    result.sort(key=lambda t: (t.p_value, -abs(t.share_later - t.share_earlier), t.name, t.type))
    return result


def _fisher(later: int, all_later: int, earlier: int, all_earlier: int) -> float:
    """Fisher's exact test, two-sided: the tables that are no more likely than this one."""
    total, hits = all_later + all_earlier, later + earlier
    lowest, highest = max(0, hits - all_earlier), min(hits, all_later)
    logs = [
        _log_choose(all_later, k) + _log_choose(all_earlier, hits - k) for k in range(lowest, highest + 1)
    ]
    whole = _log_choose(total, hits)
    observed = logs[later - lowest]
    return min(1.0, sum(math.exp(value - whole) for value in logs if value <= observed + 1e-7))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
