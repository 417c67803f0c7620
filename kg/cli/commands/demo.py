"""``kg demo``: the sample that the package ships, from papers to answers and a picture."""

import shlex
import webbrowser
from pathlib import Path
from typing import Final

import click

from kg.cli.commands import query
from kg.cli.progress import add_papers, print_summary
from kg.sample import sample_path
from kg.statistics import statistics
from kg.store import Store, open_store

STORE: Final = "kg-demo.lbug"
PAGE: Final = "kg-demo.html"

_QUESTIONS: Final = (
    ("methods-for-task", "task=question answering", "limit=3"),
    ("leaderboard", "name=GLUE", "limit=3"),
    ("outperformed-by", "name=BERT", "min_confidence=0.5", "limit=3"),
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
        _draw(store)
    for question in _QUESTIONS:
        click.echo(f"\n$ kg query {shlex.join(question)}")
        query.command.main([*question, "--store", STORE], standalone_mode=False)
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


def _draw(store: Store) -> None:
    from kg.views.explorer import write_explorer

    write_explorer(store.graph(), PAGE, title="The sample of kg")
