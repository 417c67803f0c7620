"""``kg trends``: what is rising and what is fading."""

import datetime
from typing import Any

import click

from kg import api
from kg.analysis.trends import Trend, periods, trends
from kg.cli.answers import print_answers
from kg.cli.dates import Since
from kg.cli.options import limit_option, store_option, type_option
from kg.cli.output import format_options, messages, print_rows


@click.command(
    epilog="""\b
Examples:
  kg trends
  kg trends --months 6 --type Method
  kg trends --before 2018 --since 2021 --all
"""
)
@click.option("--months", type=click.IntRange(min=1), help="Length of each of the two periods.")
@click.option("--since", type=Since(), help="First day of the later period: 2024, 2024-05 or 2024-05-31.")
@click.option("--before", type=Since(), help="First day of the earlier period, which ends at --since.")
@click.option(
    "--until", type=Since(), help="The day after the later period; after the newest paper by default."
)
@click.option("--all", "all_changes", is_flag=True, help="Show changes too that chance explains.")
@click.option(
    "--min-papers",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="Leave out entities of fewer papers in the two periods.",
)
@type_option
@limit_option(30)
@store_option
@format_options
def command(
    months: int | None,
    since: datetime.date | None,
    before: datetime.date | None,
    until: datetime.date | None,
    all_changes: bool,
    min_papers: int,
    labels: tuple[str, ...],
    limit: int,
    address: str,
    database: str | None,
    output_format: str | None,
) -> None:
    """Show what a larger or a smaller share of the papers mentions than before.

    The last period (a year, or half of the time that the papers span) is compared with the one before it. A
    change is a trend when a test of the two shares says that it is more than chance, at a false discovery rate of
    5 %: three papers more are no trend.
    """
    with api.open(address, database=database) as graph:
        between = periods(graph.store, months=months, since=since, before=before, until=until)
        found = trends(graph.store, between, labels=labels, min_papers=min_papers)
    shown: list[Any] = found if all_changes else [trend for trend in found if trend.significant]
    if shown and output_format is None:
        messages.print(f"{between}: {len(shown):,} of {len(found):,} changes", markup=False)
        print_rows(
            ("name", "type", "", "later", "earlier", "p", "q"),
            [
                (
                    trend.name,
                    trend.type,
                    trend.direction,
                    f"{trend.later:,} of {trend.all_later:,} ({trend.share_later:.1%})",
                    f"{trend.earlier:,} of {trend.all_earlier:,} ({trend.share_earlier:.1%})",
                    trend.p_value,
                    trend.q_value,
                )
                for trend in shown[: limit or None]
            ],
        )
        return
    print_answers(
        Trend,
        shown[: limit or None],
        output_format,
        nothing=f"no trend from {between}: {_why(len(found))}",
    )


def _why(changes: int) -> str:
    if changes:
        return f"chance explains all {changes:,} changes of share; --all shows them, more papers decide them"
    return "no entity has enough papers in both; --before, --since or --months set other periods"
