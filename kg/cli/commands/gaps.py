"""``kg gaps``: what has not been tried for a task."""

import click

from kg import api
from kg.analysis.gaps import Gap
from kg.cli.answers import print_answers
from kg.cli.evidence import evidence
from kg.cli.options import limit_option, store_option
from kg.cli.output import format_options, print_rows
from kg.nothing import why_nothing
from queries import get


@click.command(
    epilog="""\b
Examples:
  kg gaps "text classification"
  kg gaps "machine translation" --min-papers 1 --json
"""
)
@click.argument("task")
@click.option(
    "--min-papers",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Only methods, models and data sets that at least so many papers mention.",
)
@limit_option(20)
@store_option
@format_options
def command(
    task: str, min_papers: int, limit: int, address: str, database: str | None, output_format: str | None
) -> None:
    """Show data sets of a task on which a method or model of the task was never evaluated.

    Expected is the number of papers that would mention both if the two were independent: the higher, the more
    surprising the gap. The evidence is what makes the pair a candidate: the system is used for the task, and
    the data set measures it.
    """
    with api.open(address, database=database) as graph:
        found = graph.gaps(task, min_papers=min_papers, limit=limit)
        values = {"task": task, "min_papers": str(min_papers)}
        nothing = "" if found else why_nothing(graph.store, get("gaps"), values)
        if found and output_format is None:
            titles = dict(graph.cypher("MATCH (p:Paper) RETURN p.id AS id, p.title AS title").rows)
    if found and output_format is None:
        print_rows(
            ("system", "data set", "expected", "used for the task", "measures the task"),
            [
                (
                    f"{gap.system} ({gap.system_papers:,} papers)",
                    f"{gap.dataset} ({gap.dataset_papers:,} papers)",
                    gap.expected,
                    evidence(gap.paper, titles.get(gap.paper, ""), gap.sentence, gap.confidence),
                    evidence(
                        gap.dataset_paper,
                        titles.get(gap.dataset_paper, ""),
                        gap.dataset_sentence,
                        gap.dataset_confidence,
                    ),
                )
                for gap in found
            ],
            title=found[0].task,
        )
        return
    print_answers(Gap, found, output_format, nothing=nothing)
