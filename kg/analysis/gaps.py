"""What has not been tried: a system used for a task, and a popular data set of the task, that never met.

The pairs are those of the template ``gaps``. This module says how surprising each is, and adds the claims
that make it a gap: that the system is used for the task, and that the data set is a benchmark for it.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.analysis.ask import ask
from kg.analysis.entity_graph import rarity
from kg.store import Store

CANDIDATES = 2_000
"""From so many pairs, those that most papers speak for, the most surprising are chosen, if not all are wanted."""


@dataclass(frozen=True)
class Gap:
    """A system and a data set of one task that no paper brings together.

    Attributes:
        task, system, type, dataset: names, and the type of the system.
        system_papers, dataset_papers: papers that mention each.
        expected: number of papers that would mention both if the two were independent of each other:
            system_papers * dataset_papers / all papers. The higher, the more surprising the gap.
        paper, sentence, confidence: the surest claim that the system is used for the task.
        dataset_paper, dataset_sentence, dataset_confidence: the surest claim that the data set is a
            benchmark for it.
    """

    task: str
    system: str
    type: str
    dataset: str
    system_papers: int
    dataset_papers: int
    expected: float
    paper: str
    sentence: str
    confidence: float
    dataset_paper: str
    dataset_sentence: str
    dataset_confidence: float


def gaps(store: Store, task: str, *, min_papers: int = 2, limit: int = 0) -> list[Gap]:
    """Systems and data sets of a task that never met, the most surprising first, hubs damped.

    That "large language models" were never evaluated on something tells little: the order is by ``expected``
    times the :func:`kg.analysis.entity_graph.rarity` of both.

    Args:
        store: the graph.
        task: name or alias of the task.
        min_papers: only systems and data sets that at least so many papers mention.
        limit: at most this many; all when 0.
    """
    # A common task has hundreds of thousands of pairs; the template's own order brings the best ones first.
    candidates = max(CANDIDATES, limit) if limit else 0
    rows = ask(store, "gaps", task=task, min_papers=min_papers, limit=candidates).dicts()
    if not rows:
        return []
    papers = max(1, store.query("MATCH (p:Paper) RETURN count(p) AS papers").rows[0][0])

    def order(row: dict[str, Any]) -> tuple[float, str, str, str]:
        sides = row["system_papers"], row["dataset_papers"]
        damped = math.prod(count * rarity(count, papers) for count in sides if count)
        return -damped, row["system"], row["dataset"], row["task"]

    rows.sort(key=order)
    rows = rows[: limit or None]
    used = {
        **_surest(ask(store, "models-for-task", task=task, limit=0).dicts(), "model"),
        **_surest(ask(store, "methods-for-task", task=task, limit=0).dicts(), "method"),
    }
    measured = _surest(ask(store, "datasets-for-task", task=task, limit=0).dicts(), "dataset")
    nothing = {"paper": "", "sentence": "", "confidence": 0.0}
    result = []
    for row in rows:
        use = used.get((row["system"], row["task"]), nothing)
        benchmark = measured.get((row["dataset"], row["task"]), nothing)
        result.append(
            Gap(
                row["task"],
                row["system"],
                row["type"],
                row["dataset"],
                row["system_papers"],
                row["dataset_papers"],
                row["system_papers"] * row["dataset_papers"] / papers,
                use["paper"],
                use["sentence"],
                use["confidence"],
                benchmark["paper"],
                benchmark["sentence"],
                benchmark["confidence"],
            )
        )
    return result


def _surest(rows: Iterable[dict[str, Any]], column: str) -> dict[tuple[str, str], dict[str, Any]]:
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        key = row[column], row["task"]
        if key not in best or row["confidence"] > best[key]["confidence"]:
            best[key] = row
    return best
