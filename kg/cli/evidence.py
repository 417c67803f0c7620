"""Rows with their evidence, narrow enough for a terminal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.cli.output import cell

_EVIDENCE: Final = ("paper", "title", "sentence", "confidence")
_OTHER: Final = "other_"
"""How the columns of a second piece of evidence in the same row begin."""

_MANY: Final = 4
_SAID_BY_VALUE: Final = ("number", "unit")


@dataclass(frozen=True)
class Narrow:
    """A table with few columns: what all rows have in common stands above it."""

    columns: list[str]
    rows: list[list[Any]]
    common: dict[str, Any]


def narrow(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Narrow:
    """The same rows for a terminal.

    Paper, title, sentence and confidence become one column ``evidence``; columns that are empty everywhere,
    or say again what the column ``value`` says, are left out; what is the same in all rows is common, unless it
    is what the rows begin with.
    """
    values = [dict(zip(columns, row, strict=True)) for row in rows]
    folded = [prefix for prefix in ("", _OTHER) if {prefix + name for name in _EVIDENCE} <= set(columns)]
    hidden = {prefix + name for prefix in folded for name in _EVIDENCE}
    if "value" in columns:
        hidden.update(_SAID_BY_VALUE)
    kept = [name for name in columns if name not in hidden and any(_filled(row[name]) for row in values)]
    common = {name: values[0][name] for name in kept[1:] if _is_common([row[name] for row in values])}
    kept = [name for name in kept if name not in common]
    shown = [[row[name] for name in kept] for row in values]
    if not folded:
        return Narrow(kept, shown, common)
    with_evidence = [
        [*cells, "\n".join(filter(None, (_row_evidence(row, prefix) for prefix in folded)))]
        for cells, row in zip(shown, values, strict=True)
    ]
    return Narrow([*kept, "evidence"], with_evidence, common)


def evidence(paper: Any, title: Any, sentence: Any, confidence: Any) -> str:
    """What a reader checks: the sentence, and the paper that it stands in; lists hold one item a step."""
    if isinstance(paper, list):
        steps = [f"“{_line(s)}” {t} [{p}]" for p, t, s in zip(paper, title, sentence, strict=True)]
        return "\n".join([*steps, f"confidence {cell(confidence)}"])
    if not paper:
        return ""
    quote = f"“{_line(sentence)}”\n" if sentence else ""
    return f"{quote}{title} [{paper}] {cell(confidence)}"


def _row_evidence(row: Mapping[str, Any], prefix: str) -> str:
    return evidence(*(row[prefix + name] for name in _EVIDENCE))


def _is_common(values: list[Any]) -> bool:
    """A text in two rows, or a number in many: two equal counts are worth a column."""
    enough = 2 if isinstance(values[0], str) else _MANY
    return len(values) >= enough and all(value == values[0] for value in values)


def _filled(value: Any) -> bool:
    return value not in (None, "", [])


def _line(sentence: str) -> str:
    return " ".join(sentence.split())
