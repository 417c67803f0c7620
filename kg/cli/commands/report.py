"""``kg report``: the graph, or what it holds about a topic, as a page to read."""

from pathlib import Path

import click

from kg import api
from kg.cli.options import seed_option, store_option
from kg.cli.output import messages
from kg.errors import UserError


@click.command(
    epilog="""\b
Examples:
  kg report -o report
  kg report -o report --about "prompt tuning"
"""
)
@click.option(
    "-o",
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder to write report.html and report.md to; it is made when it is missing.",
)
@click.option("--about", metavar="TOPIC", help="Only the papers that mention this entity.")
@click.option("--title", help="Title of the report.")
@seed_option
@store_option
def command(
    out: Path, about: str | None, title: str | None, seed: int, address: str, database: str | None
) -> None:
    """Write a report: what is in the graph, what matters, what is new, best, disputed and missing.

    One HTML page that opens without a network, and the same as Markdown. Every number leads to the papers and
    sentences behind it.
    """
    with api.open(address, database=database) as graph, messages.status("Composing the report ..."):
        pages = graph.report(about=about, title=title, seed=seed)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (out / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"cannot write to {out}: {error.strerror}") from error
    for name, text in pages.items():
        messages.print(f"{out / name}: {len(text.encode()):,} bytes", markup=False, soft_wrap=True)
