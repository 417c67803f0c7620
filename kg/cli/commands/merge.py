"""``kg merge``: two things are one."""

from pathlib import Path

import click

from kg.cli.correcting import correction_options, run
from kg.correct import identify


@click.command(
    epilog="""\b
Examples:
  kg merge LoRA "low-rank adapters"
  kg merge method:lora method:low-rank-adapter
"""
)
@click.argument("kept", metavar="A")
@click.argument("other", metavar="B")
@correction_options
def command(kept: str, other: str, address: str, database: str | None, corrections: Path | None) -> None:
    """Make B the same thing as A, now and at every build.

    A keeps its name and type; B's name becomes an alias. Things are named by a name, an alias or an id.
    """
    run(
        address, database, corrections, "merge", lambda store: (identify(store, kept), identify(store, other))
    )
