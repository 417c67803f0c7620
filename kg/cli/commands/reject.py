"""``kg reject``: a claim is wrong."""

from pathlib import Path

import click

from kg.cli.correcting import correction_options, run
from kg.correct import identify_claim


@click.command(
    epilog="""\b
Examples:
  kg reject "LoRA OUTPERFORMS prefix tuning @ 2106.09685"
  kg reject "LoRA OUTPERFORMS prefix tuning"        # whatever paper says so
  kg reject "2106.09685 INTRODUCES Adam"            # a role; MENTIONS takes Adam out of the paper
  kg reject 2106.09685:512                          # a result, by its id
"""
)
@click.argument("claim", nargs=-1, required=True)
@correction_options
def command(claim: tuple[str, ...], address: str, database: str | None, corrections: Path | None) -> None:
    """Take a wrong claim out of the graph, now and at every build.

    CLAIM is what a query shows of it: head, relationship type and tail, "@" and the paper's id. Things are named
    by a name, an alias or an id. A rejected role of a thing in a paper becomes MENTIONS.
    """
    run(address, database, corrections, "reject", lambda store: (identify_claim(store, " ".join(claim)),))
