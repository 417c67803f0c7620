"""``kg demo``: the sample that the package ships, from papers to answers and a picture."""

import shlex
import webbrowser
from pathlib import Path
from typing import Final

import click

import queries
from kg.cli.evidence import with_evidence
from kg.cli.output import print_rows
from kg.cli.progress import add_papers, print_summary
from kg.sample import sample_path
from kg.statistics import statistics
from kg.store import Store, open_store

STORE: Final = "kg-demo.lbug"
PAGE: Final = "kg-demo.html"

_QUESTIONS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("methods-for-task", {"task": "machine translation", "limit": "5"}),
    ("leaderboard", {"name": "GLUE", "limit": "5"}),
    ("outperformed-by", {"name": "BERT", "limit": "5"}),
)


@click.command(
    epilog="""\b
Examples:
  kg demo
  kg demo --open
"""
)
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
def command(show: bool) -> None:
    """Build a graph of about 40 well-known papers, ask it three questions, and draw it.

    Writes kg-demo.lbug, the graph, and kg-demo.html, a page to explore it, into the working folder. Needs no
    network.
    """
    with open_store(STORE, create=True) as store:
        changes = add_papers(store, [str(sample_path())])
        print_summary(STORE, changes, statistics(store))
        for name, values in _QUESTIONS:
            _ask(store, name, values)
        _draw(store)
    click.echo(
        f"""
{PAGE} is the picture: open it in a browser, it needs no network. Try next, with --store {STORE}:
  kg stats                                  what is in the graph
  kg show LoRA                              one entity with its papers and their sentences
  kg query --list                           all questions that can be asked
  kg path BERT LoRA                         how two things hang together
  kg export html -o lora.html --around LoRA
and build your own: kg build PAPERS... (kg build --help says what it reads)."""
    )
    if show:
        webbrowser.open(Path(PAGE).resolve().as_uri())


def _ask(store: Store, name: str, values: dict[str, str]) -> None:
    template = queries.get(name)
    rows = store.query(template.cypher, template.bind(values))
    click.echo(
        f"\n$ kg query {name} {' '.join(f'{key}={shlex.quote(value)}' for key, value in values.items())}"
    )
    columns, folded = with_evidence(rows.columns, rows.rows)
    print_rows(columns, folded, title=template.title)


def _draw(store: Store) -> None:
    from kg.views.explorer import write_explorer

    write_explorer(store.graph(), PAGE, title="The sample of kg")
