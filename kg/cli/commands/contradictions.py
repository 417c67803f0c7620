"""``kg contradictions``: where papers disagree about what is better."""

import click

from kg import api
from kg.analysis.contradictions import CircleStep, Contradiction
from kg.cli.answers import print_answers
from kg.cli.evidence import evidence
from kg.cli.options import limit_option, min_confidence_option, store_option
from kg.cli.output import format_options, print_rows
from kg.nothing import why_nothing
from queries import get


@click.command(
    epilog="""\b
Examples:
  kg contradictions
  kg contradictions BERT --min-confidence 0.5
  kg contradictions --circles 4
"""
)
@click.argument("name", default="")
@click.option(
    "--circles",
    type=click.IntRange(min=3),
    metavar="LENGTH",
    help="Show circles instead, of 3 up to so many systems, in which each is said to outperform the next.",
)
@min_confidence_option
@limit_option(20)
@store_option
@format_options
def command(
    name: str,
    circles: int | None,
    min_confidence: float,
    limit: int,
    address: str,
    database: str | None,
    output_format: str | None,
) -> None:
    """Show papers of which one says that A outperforms B and the other the reverse, with both sentences.

    NAME, a method or model, leaves only those that are about it.
    """
    with api.open(address, database=database) as graph:
        if circles is not None:
            steps = graph.circles(
                name, length=circles, min_confidence=min_confidence, limit=limit or 1_000_000
            )
            print_answers(
                CircleStep,
                steps,
                output_format,
                nothing=f"no circle of up to {circles} systems: it takes papers that say A outperforms B, B "
                "outperforms C and C outperforms A; more papers on one topic bring some",
            )
            return
        found = graph.contradictions(name, min_confidence=min_confidence, limit=limit)
        values = {"name": name} if name else {}
        nothing = "" if found else why_nothing(graph.store, get("contradictions"), values)
    if found and output_format is None:
        print_rows(
            ("a", "b", "a outperforms b, says", "b outperforms a, says"),
            [
                (
                    row.system,
                    row.other_system,
                    evidence(row.paper, row.title, row.sentence, row.confidence),
                    evidence(row.other_paper, row.other_title, row.other_sentence, row.other_confidence),
                )
                for row in found
            ],
        )
        return
    print_answers(Contradiction, found, output_format, nothing=nothing)
