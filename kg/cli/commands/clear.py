"""``kg clear``: remove the graph."""

import click

from kg.cli.options import store_option
from kg.store import open_store


@click.command(
    epilog="""\b
Examples:
  kg clear
  kg clear --yes --store neo4j://localhost:7687
"""
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@store_option
def command(yes: bool, address: str, database: str | None) -> None:
    """Remove the graph, and nothing that kg did not write.

    The file of an embedded graph is deleted; in a Neo4j database only the nodes of kg are.
    """
    with open_store(address, database=database) as store:
        if not yes:
            ((papers,),) = store.query("MATCH (p:Paper) RETURN count(p) AS papers").rows
            click.confirm(f"Remove the graph of {papers:,} papers in {address}?", abort=True)
        removed = store.clear()
    click.echo(f"Removed {removed:,} nodes from {address}.")
