"""Rows with their evidence, narrow enough for a terminal."""

from collections.abc import Sequence
from typing import Any, Final

from kg.cli.output import cell

_EVIDENCE: Final = ("paper", "title", "sentence", "confidence")


def with_evidence(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[list[str], list[list[Any]]]:
    """The rows with paper, title, sentence and confidence folded into one column ``evidence``.

    Columns that are empty in every row are left out. Rows without evidence are returned as they are.
    """
    keep = [name for name in columns if any(row[columns.index(name)] not in (None, "", []) for row in rows)]
    if not set(_EVIDENCE) <= set(keep):
        return keep, [[row[columns.index(name)] for name in keep] for row in rows]
    shown = [name for name in keep if name not in _EVIDENCE]
    folded = []
    for row in rows:
        values = dict(zip(columns, row, strict=True))
        folded.append([*(values[name] for name in shown), evidence(*(values[name] for name in _EVIDENCE))])
    return [*shown, "evidence"], folded


def evidence(paper: Any, title: Any, sentence: Any, confidence: Any) -> str:
    """What a reader checks: the sentence, and the paper that it stands in; lists hold one item a step."""
    if isinstance(paper, list):
        steps = [f"“{_line(s)}” {t} [{p}]" for p, t, s in zip(paper, title, sentence, strict=True)]
        return "\n".join([*steps, f"confidence {cell(confidence)}"])
    if not paper:
        return ""
    quote = f"“{_line(sentence)}”\n" if sentence else ""
    return f"{quote}{title} [{paper}] {cell(confidence)}"


def _line(sentence: str) -> str:
    return " ".join(sentence.split())
