"""Builds a graph with its progress on standard error."""

from collections.abc import Sequence
from pathlib import Path

import click

from extract.paper import Paper
from extract.record import ExtractionRecord
from kg.build import build, news
from kg.cli.output import messages
from kg.cli.reading import extracted, read
from kg.corrections import Corrections, default_path
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
        papers, records = read(inputs, strict=strict)
        with messages.status("Looking up what is stored ..."):
            papers, records = news(store, papers, records)
    records += extracted(papers, min_confidence)
    with messages.status("Building ...") as status:
        return build(
            store,
            records,
            corrected,
            progress=lambda step: status.update(f"{step} ..."),
            warn=lambda line: messages.print(f"Not applied: {line}", markup=False),
        )


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
