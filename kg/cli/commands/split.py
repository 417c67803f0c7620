"""``kg split``: one thing is several."""

from pathlib import Path

import click

from kg.cli.correcting import correction_options, run
from kg.correct import identify


@click.command(
    epilog="""\b
Examples:
  kg split EM
  kg split "language model" "small language models"
"""
)
@click.argument("thing", metavar="A")
@click.argument("surfaces", nargs=-1, metavar="[SURFACE]...")
@correction_options
def command(
    thing: str, surfaces: tuple[str, ...], address: str, database: str | None, corrections: Path | None
) -> None:
    """Make several things of A, now and at every build.

    With SURFACEs, what papers call by one of them leaves A and becomes a thing of its own. Without, every full
    form of A becomes a thing; when there is only one, as with two methods of one name, every paper's use does,
    and `kg merge` puts together those that belong together.
    """
    run(address, database, corrections, "split", lambda store: (identify(store, thing), *surfaces))
