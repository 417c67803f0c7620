"""``kg browser``: what to drop into Neo4j Browser."""

from pathlib import Path

import click

from kg.browser import write_kit
from kg.cli.output import messages
from kg.errors import UserError


@click.command()
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default="neo4j-browser",
    show_default=True,
    help="The folder to write.",
)
def command(folder: Path) -> None:
    """Write what to drop into Neo4j Browser: a style, the templates as saved scripts, and a guide.

    The guide says how to start a server (Docker, Desktop, Aura) and how to load the first graph.
    """
    try:
        style, scripts, guide = write_kit(folder)
    except OSError as error:
        raise UserError(f"cannot write {folder}: {error.strerror or error}") from error
    for path, what in (
        (style, "the colours: drop it on Neo4j Browser's page"),
        (scripts, "the query templates as saved scripts: drop it there too"),
        (guide, "how to start a server, load the graph and explore it: open it in any browser"),
    ):
        click.echo(path)
        messages.print(f"  {what}", markup=False)
