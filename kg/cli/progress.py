"""Builds a graph with its progress on standard error."""

from collections.abc import Sequence
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from extract.paper import Paper
from extract.record import ExtractionRecord
from extract.sources import Problem
from kg.build import build, news
from kg.cli.output import messages
from kg.corrections import Corrections, default_path
from kg.errors import UserError
from kg.inputs import load_inputs, report_problems
from kg.schema import RESULT
from kg.statistics import Statistics
from kg.store import Changes, Store


def add_papers(
    store: Store,
    inputs: Sequence[str],
    *,
    strict: bool = False,
    min_confidence: float = 0.0,
    corrections: Path | None = None,
) -> Changes:
    """Read papers and records, extract what the store does not hold yet, and build.

    Args:
        store: the graph; it is made again from its own records when there are no inputs.
        inputs: files, folders or ``-``.
        strict: stop at the first bad record.
        min_confidence: leave out of new extractions what is less certain.
        corrections: file of corrections; the store's default when None.

    Raises:
        UserError: an input, the corrections or the store cannot be used.
    """
    corrected = Corrections.read(corrections or default_path(store.address))
    papers: list[Paper] = []
    records: list[ExtractionRecord] = []
    if inputs:
        problems: list[Problem] = []
        with messages.status("Reading papers ..."):
            papers, records = load_inputs(inputs, strict, problems)
        for line in report_problems(problems):
            messages.print(line, markup=False)
        with messages.status("Looking up what is stored ..."):
            papers, records = news(store, papers, records)
    records += _extracted(papers, min_confidence)
    with messages.status("Building ...") as status:
        return build(
            store,
            records,
            corrected,
            progress=lambda step: status.update(f"{step} ..."),
            warn=lambda line: messages.print(f"Not applied: {line}", markup=False),
        )


def _extracted(papers: Sequence[Paper], min_confidence: float) -> list[ExtractionRecord]:
    if not papers:
        return []
    with messages.status("Loading the extraction model ..."):
        from extract.pipeline import extract_records, load_pipeline

        try:
            load_pipeline()
        except OSError as error:
            raise UserError(f"the extraction model cannot be loaded, install kg again: {error}") from error
    columns = (TextColumn("Extracting"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=messages, transient=True) as progress:
        task = progress.add_task("extract", total=len(papers))
        records = []
        for record in extract_records(papers, min_confidence=min_confidence):
            records.append(record)
            progress.advance(task)
    return records


def print_summary(address: str, changes: Changes, found: Statistics) -> None:
    """Print what a graph holds after a build, and what the build changed."""
    kinds = ", ".join(
        _counted(number, label.lower()) for label, number in found.nodes.items() if label in found.top
    )
    click.echo(f"{address}: {_counted(found.papers, 'paper')}, {found.entities:,} entities ({kinds}),")
    links = _counted(sum(found.relationships.values()), "relationship")
    click.echo(f"{links}, {_counted(found.nodes[RESULT], 'result')}.")
    if changes == Changes():
        click.echo("Nothing changed.")
    else:
        click.echo(f"Added {changes.added:,}, changed {changes.changed:,}, removed {changes.removed:,}.")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
