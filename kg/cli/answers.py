"""Prints what an analysis found: its dataclasses as rows."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any

from kg.cli.evidence import narrow
from kg.cli.output import messages, print_rows
from kg.graph import NodeKey


def print_answers(
    kind: type,
    answers: Sequence[Any],
    output_format: str | None,
    *,
    nothing: str,
    title: str | None = None,
    hidden: Collection[str] = (),
) -> None:
    """Print answers to standard output, or one line on standard error that says why there are none.

    Args:
        kind: the dataclass of the answers; its fields are the columns.
        answers: instances of it.
        output_format: ``json``, ``csv`` or ``markdown``; a table when None.
        nothing: the line for no answers: what was not found and what would make it find something.
        title: above a table.
        hidden: fields that a table leaves out; the other formats have them all.
    """
    columns = [field.name for field in fields(kind)]
    rows = [[_value(getattr(answer, name)) for name in columns] for answer in answers]
    if output_format is not None:
        print_rows(columns, rows, output_format)
    elif rows:
        shown = [name for name in columns if name not in hidden]
        places = [columns.index(name) for name in shown]
        table = narrow(shown, [[row[place] for place in places] for row in rows])
        heading = [title, *(f"{name.replace('_', ' ')}: {value}" for name, value in table.common.items())]
        print_rows(table.columns, table.rows, title=", ".join(filter(None, heading)) or None)
    if not rows:
        messages.print(nothing, markup=False, soft_wrap=True)


def _value(value: Any) -> Any:
    if isinstance(value, NodeKey):
        return value.id
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, dict):
        return {str(_value(key)): _value(item) for key, item in value.items()}
    return value
