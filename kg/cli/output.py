"""Tables for people and for machines: one decorator and one function for every verb that prints rows."""

import csv
import datetime
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

Function = TypeVar("Function", bound=Callable[..., Any])

EVIDENCE = "evidence"
"""The column with sentences, to which the others give way."""

messages = Console(stderr=True, highlight=False)
"""Where everything that is not data goes."""


def format_options(function: Function) -> Function:
    """``--json``, ``--csv`` and ``--markdown``, passed on as ``output_format``; a table when none is given."""
    for name in ("markdown", "csv", "json"):
        function = click.option(
            f"--{name}",
            "output_format",
            flag_value=name,
            default=None,
            help=f"Print {name.upper() if name != 'markdown' else 'Markdown'}.",
        )(function)
    return function


def plain(value: Any) -> Any:
    """A value as JSON can hold it: dates become ISO strings."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def cell(value: Any) -> str:
    """A value as one table cell."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    if isinstance(value, list):
        return ", ".join(cell(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def print_rows(
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    output_format: str | None = None,
    *,
    title: str | None = None,
) -> None:
    """Print rows to stdout as a table, JSON (a list of objects), CSV (with a header) or Markdown."""
    if output_format == "json":
        click.echo(
            json.dumps(
                [dict(zip(columns, plain(list(row)), strict=True)) for row in rows],
                ensure_ascii=False,
                indent=1,
            )
        )
    elif output_format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(
            [cell(value) if isinstance(value, (list, dict)) else plain(value) for value in row]
            for row in rows
        )
    elif output_format == "markdown":
        click.echo("| " + " | ".join(columns) + " |")
        click.echo("|" + " --- |" * len(columns))
        for row in rows:
            click.echo(
                "| " + " | ".join(cell(value).replace("|", "\\|").replace("\n", " ") for value in row) + " |"
            )
    else:
        console = Console(highlight=False)
        widths = _widths(columns, rows, console.width)
        table = Table(title=title, title_justify="left", show_lines=False)
        for column in columns:
            table.add_column(column.replace("_", " "), overflow="fold", max_width=widths.get(column))
        for row in rows:
            table.add_row(*(Text(cell(value)) for value in row))
        console.print(table)


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Any]], room: int) -> dict[str, int]:
    """Widths of the columns beside ``evidence``, whose sentences need two fifths of the line.

    Narrow columns keep their width, the wide ones share what is left.
    """
    if EVIDENCE not in columns:
        return {}
    wanted = {
        column: max(
            [len(word) for word in column.split("_")] + [len(cell(row[index])) for row in rows], default=1
        )
        for index, column in enumerate(columns)
        if column != EVIDENCE
    }
    left = room * 3 // 5 - 3 * len(wanted)
    widths = {}
    for number, (column, width) in enumerate(sorted(wanted.items(), key=lambda item: item[1])):
        widths[column] = max(min(width, left // (len(wanted) - number)), 4)
        left -= widths[column]
    return widths
