"""``kg compare``: two methods or models head to head."""

import json
from dataclasses import asdict

import click

from extract.ontology import RELATIONS
from kg import api
from kg.analysis.comparison import Comparison, Evidence
from kg.cli.answers import print_answers
from kg.cli.evidence import evidence
from kg.cli.options import limit_option, store_option
from kg.cli.output import format_options, messages, plain, print_rows


@click.command(
    epilog="""\b
Examples:
  kg compare BERT RoBERTa
  kg compare BERT RoBERTa --json
"""
)
@click.argument("a")
@click.argument("b")
@limit_option(20)
@store_option
@format_options
def command(
    a: str, b: str, limit: int, address: str, database: str | None, output_format: str | None
) -> None:
    """Show what speaks for method or model A and what for B.

    The claims between the two, the data sets on which both were tested, and the results of each there, all
    with their sentences.
    """
    with api.open(address, database=database) as graph:
        found = graph.compare(a, b)
    rows = found.evidence[: limit or None]
    if output_format == "json":
        click.echo(json.dumps(plain({**asdict(found), "evidence": [asdict(row) for row in rows]}), indent=1))
        return
    if rows and output_format is None:
        click.echo(tally(found))
        print_rows(
            ("what", "evidence"),
            [(_said(row), evidence(row.paper, row.title, row.sentence, row.confidence)) for row in rows],
        )
        if len(found.evidence) > len(rows):
            messages.print(f"{len(rows):,} of {len(found.evidence):,} lines of evidence; --limit 0 shows all")
        return
    print_answers(
        Evidence,
        rows,
        output_format,
        nothing=f"nothing compares {found.a} with {found.b}: a claim between the two, or a data set on which "
        "both are tested, would; kg path shows how they are connected",
    )


def tally(found: Comparison) -> str:
    """The comparison in a few lines of words."""
    lines = [
        f"{winner} is said to outperform {loser} in {_papers(wins)}"
        for winner, loser, wins in ((found.a, found.b, found.a_wins), (found.b, found.a, found.b_wins))
    ]
    if found.compared:
        lines.append(f"The two are compared with no winner in {_papers(found.compared)}")
    if found.shared_datasets:
        lines.append(f"Both are tested on {', '.join(found.shared_datasets)}")
    lines += [
        f"{name} has the better best result on {count} data set{'s' * (count > 1)} and metric{'s' * (count > 1)}"
        for name, count in found.better_results.items()
        if count
    ]
    return "\n".join(lines)


def _said(row: Evidence) -> str:
    if row.kind == "result":
        return f"{row.subject}: {row.value} {row.metric} on {row.object}"
    return f"{row.subject} {RELATIONS[row.relation].phrase} {row.object}"


def _papers(count: int) -> str:
    return {0: "no paper", 1: "1 paper"}.get(count, f"{count:,} papers")
