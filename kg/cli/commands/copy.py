"""``kg copy``: a graph from one store to another."""

import click

from kg.cli.output import messages
from kg.copying import copy_graph
from kg.store import open_store


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option(
    "--database", envvar="NEO4J_DATABASE", help="Neo4j database, of whichever of the two is a server."
)
@click.option("--replace", is_flag=True, help="Also remove papers from TO that FROM does not have.")
def command(source: str, target: str, database: str | None, replace: bool) -> None:
    """Copy a graph with its extraction records from one store to another.

    FROM and TO are a file of the embedded store or a neo4j:// address; copying again updates TO.

    \b
    kg copy graph.lbug neo4j://localhost:7687
    kg copy neo4j://localhost:7687 graph.lbug
    """
    with (
        messages.status(f"Copying {source} to {target} ..."),
        open_store(source, database=database) as first,
        open_store(target, create=True, database=database) as second,
    ):
        papers, changes = copy_graph(first, second, replace=replace)
    messages.print(
        f"{papers:,} papers: {changes.added:,} nodes and relationships added, {changes.changed:,} changed, "
        f"{changes.removed:,} removed.",
        markup=False,
    )
