"""``kg communities``: the fields that entities form."""

import click

from kg import api
from kg.analysis.communities import Community
from kg.cli.answers import print_answers
from kg.cli.options import limit_option, seed_option, store_option
from kg.cli.output import format_options, print_rows

_SHOWN = 10


@click.command(
    epilog="""\b
Examples:
  kg communities
  kg communities --resolution 2 --limit 5
  kg communities --json
"""
)
@click.option(
    "--resolution",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="Above 1 for smaller communities, below 1 for larger ones.",
)
@click.option(
    "--min-size",
    type=click.IntRange(min=2),
    default=3,
    show_default=True,
    help="Leave out communities with fewer members.",
)
@limit_option(20)
@seed_option
@store_option
@format_options
def command(
    resolution: float,
    min_size: int,
    limit: int,
    seed: int,
    address: str,
    database: str | None,
    output_format: str | None,
) -> None:
    """Show the communities of entities that have more to do with each other than with the rest.

    Louvain on the graph of entities, hubs damped. A community is named by its most central members; papers
    are those that mention at least two of its members.
    """
    with api.open(address, database=database) as graph:
        found = graph.communities(resolution=resolution, min_size=min_size, limit=limit or None, seed=seed)
    if output_format is None and found:
        rows = [
            (
                number,
                community.name,
                len(community.members),
                community.papers,
                community.names[:_SHOWN],
            )
            for number, community in enumerate(found, start=1)
        ]
        print_rows(("", "community", "members", "papers", "most central"), rows)
        return
    print_answers(
        Community,
        found,
        output_format,
        nothing="no communities: entities that papers mention together make them; a smaller --min-size, or "
        "more papers (kg build), bring some",
    )
