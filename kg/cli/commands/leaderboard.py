"""``kg leaderboard``: what is best on a data set or for a task."""

from itertools import groupby

import click

from kg import api
from kg.analysis.leaderboard import Standing
from kg.cli.answers import print_answers
from kg.cli.evidence import evidence
from kg.cli.options import limit_option, store_option
from kg.cli.output import format_options, print_rows
from kg.nothing import why_nothing
from queries import get


@click.command(
    epilog="""\b
Examples:
  kg leaderboard GLUE
  kg leaderboard "machine translation" --metric BLEU
  kg leaderboard ImageNet --csv
"""
)
@click.argument("name")
@click.option("--metric", default="", help="Only results in this metric.")
@click.option(
    "--lowest-first/--highest-first",
    default=None,
    help="Which value is the best; decided by the metric's name when not given.",
)
@limit_option(20)
@store_option
@format_options
def command(
    name: str,
    metric: str,
    lowest_first: bool | None,
    limit: int,
    address: str,
    database: str | None,
    output_format: str | None,
) -> None:
    """Show the results that papers report on data set NAME, or on the data sets of task NAME, best first.

    There is one ranking for each data set, metric, unit and kind of value (absolute, or gain over something):
    values of different kinds cannot be compared. --limit is for each ranking.
    """
    with api.open(address, database=database) as graph:
        found = graph.leaderboard(name, metric=metric, lowest_first=lowest_first, limit=limit)
        values = {"name": name, **({"metric": metric} if metric else {})}
        nothing = "" if found else why_nothing(graph.store, get("leaderboard"), values)
    if found and output_format is None:
        tables = groupby(found, key=lambda row: (row.dataset, row.metric, row.unit, row.kind))
        for (dataset, measure, unit, kind), rows in tables:
            title = f"{dataset}: {measure or 'metric not said'}{f' in {unit}' if unit else ''}, {kind}"
            print_rows(
                ("", "system", "value", "evidence"),
                [
                    (
                        row.rank,
                        row.system,
                        row.value,
                        evidence(row.paper, row.title, row.sentence, row.confidence),
                    )
                    for row in rows
                ],
                title=title,
            )
        return
    print_answers(Standing, found, output_format, nothing=nothing)
