"""``kg undo``: a correction is taken back."""

from pathlib import Path

import click

from kg.cli.correcting import correction_options, not_applied, report
from kg.cli.output import messages, print_rows
from kg.correct import undo
from kg.corrections import Corrections, default_path
from kg.store import open_store


@click.command(
    epilog="""\b
Examples:
  kg undo                  # the last correction
  kg undo --list
  kg undo 3                # the third of the list
"""
)
@click.argument("number", type=click.IntRange(min=1), required=False)
@click.option("--list", "listed", is_flag=True, help="Only list the corrections with their numbers.")
@click.option("--json", "output_format", flag_value="json", default=None, help="With --list: print JSON.")
@correction_options
def command(
    number: int | None,
    listed: bool,
    output_format: str | None,
    address: str,
    database: str | None,
    corrections: Path | None,
) -> None:
    """Take back a correction of kg merge, split, rename, retype or reject, the last one unless NUMBER says."""
    file = corrections or default_path(address)
    if listed:
        entries = list(Corrections.read(file))
        if not entries and output_format is None:
            messages.print(f"{file} holds no corrections.", markup=False)
        else:
            rows = [(place, str(correction)) for place, correction in enumerate(entries, 1)]
            print_rows(("number", "correction"), rows, output_format)
        return
    with open_store(address, database=database) as store, messages.status("Undoing ...") as status:
        undone, changes = undo(
            store,
            file,
            -1 if number is None else number,
            progress=lambda step: status.update(f"{step} ..."),
            warn=not_applied,
        )
    report(f"{file}: no longer {undone}", changes)
