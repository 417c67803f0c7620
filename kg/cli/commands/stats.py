"""``kg stats``: what is in the graph."""

import json
from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.options import store_option
from kg.cli.output import plain
from kg.statistics import Statistics, statistics
from kg.store import open_store


@click.command(
    epilog="""\b
Examples:
  kg stats
  kg stats --top 10 --store papers.lbug
  kg stats --json
"""
)
@click.option(
    "--top", type=click.IntRange(min=0), default=5, show_default=True, help="Entities of each type to name."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@store_option
def command(top: int, as_json: bool, address: str, database: str | None) -> None:
    """Count what is in the graph: papers, entities, relationships, and the most frequent of each type."""
    with open_store(address, database=database) as store:
        found = statistics(store, top=top)
    if as_json:
        click.echo(json.dumps(_values(found), ensure_ascii=False, indent=1))
    else:
        _print(found)


def _values(found: Statistics) -> dict[str, object]:
    top = {
        label: [{"name": name, "papers": papers} for name, papers in rows]
        for label, rows in found.top.items()
    }
    return {name: plain(value) for name, value in asdict(found).items()} | {"top": top}


def _print(found: Statistics) -> None:
    console = Console(highlight=False)
    span = "no dates"
    if found.first:
        span = f"{found.first} to {found.last}"
        if found.undated:
            span += f", {found.undated:,} without a date"
    console.print(f"{found.papers:,} paper{'' if found.papers == 1 else 's'} ({span})", markup=False)
    nodes = Table("type", "number", "most papers", title="Nodes", title_justify="left")
    nodes.columns[1].justify = "right"
    for label, number in found.nodes.items():
        most = ", ".join(f"{name} ({papers:,})" for name, papers in found.top.get(label, []))
        nodes.add_row(label, f"{number:,}", Text(most))
    console.print(nodes)
    links = Table("relationship", "number", title="Relationships", title_justify="left")
    links.columns[1].justify = "right"
    for kind, number in found.relationships.items():
        links.add_row(kind, f"{number:,}")
    console.print(links)
