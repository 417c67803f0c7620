"""``kg retype``: a thing gets another type."""

from pathlib import Path

import click

from extract.ontology import LABELS
from kg.cli.correcting import correction_options, run
from kg.correct import identify


@click.command(
    epilog="""\b
Example:
  kg retype Mamba Model
"""
)
@click.argument("thing", metavar="A")
@click.argument("label", metavar="TYPE", type=click.Choice(LABELS, case_sensitive=False))
@correction_options
def command(thing: str, label: str, address: str, database: str | None, corrections: Path | None) -> None:
    """Give A another type, now and at every build: Method, Model, Dataset, Task or Metric.

    Claims that make no sense for the new type leave the graph.
    """
    run(address, database, corrections, "retype", lambda store: (identify(store, thing), label))
