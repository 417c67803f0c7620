"""``kg rank``: the entities that matter most."""

import click

from kg import api
from kg.analysis.ranking import Ranked
from kg.cli.answers import print_answers
from kg.cli.options import limit_option, seed_option, store_option
from kg.cli.output import format_options
from kg.schema import ENTITY_LABELS


@click.command(
    epilog="""\b
Examples:
  kg rank
  kg rank --type Dataset --limit 10
  kg rank --about BERT
  kg rank --by betweenness --csv
"""
)
@click.option(
    "--type",
    "label",
    type=click.Choice(ENTITY_LABELS, case_sensitive=False),
    help="Only entities of this type.",
)
@click.option("--about", metavar="NAME", help="Rank by closeness to this entity.")
@click.option(
    "--by",
    type=click.Choice(["score", "betweenness"]),
    default="score",
    show_default=True,
    help="PageRank, or the share of shortest paths between others that lead through it.",
)
@click.option(
    "--min-papers",
    type=click.IntRange(min=1),
    help="Leave out entities of fewer papers; when not given 2, or 1 in a graph of up to 20 papers, or more in a very large one.",
)
@limit_option(20)
@seed_option
@store_option
@format_options
def command(
    label: str | None,
    about: str | None,
    by: str,
    min_papers: int | None,
    limit: int,
    seed: int,
    address: str,
    database: str | None,
    output_format: str | None,
) -> None:
    """Show the entities that the literature revolves around.

    PageRank and betweenness on the graph of entities that papers mention together and relate. What is in
    every third paper is damped, so that it does not win everything. The score of an average entity is 1.
    """
    with api.open(address, database=database) as graph:
        found = graph.rank(
            label=label, about=about, by=by, limit=limit or None, min_papers=min_papers, seed=seed
        )
    print_answers(
        Ranked,
        found,
        output_format,
        hidden=("entity",),
        nothing="nothing to rank: no entity is mentioned by enough papers; --min-papers 1 takes all in, "
        "and more papers (kg build) bring more",
    )
