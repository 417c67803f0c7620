"""``kg rename``: a thing gets another name."""

from pathlib import Path

import click

from kg.cli.correcting import correction_options, run
from kg.correct import identify


@click.command(
    epilog="""\b
Example:
  kg rename LoRA "Low-Rank Adaptation"
"""
)
@click.argument("thing", metavar="A")
@click.argument("name")
@correction_options
def command(thing: str, name: str, address: str, database: str | None, corrections: Path | None) -> None:
    """Give A another name, now and at every build; the old one becomes an alias."""
    run(address, database, corrections, "rename", lambda store: (identify(store, thing), name))
