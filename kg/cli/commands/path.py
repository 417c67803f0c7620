"""``kg path``: how two things are connected."""

import click

from kg import api
from kg.analysis.paths import Step
from kg.cli.answers import print_answers
from kg.cli.evidence import evidence
from kg.cli.options import min_confidence_option, store_option
from kg.cli.output import format_options, messages, print_rows
from kg.schema import CLAIM_TYPES


@click.command(
    epilog="""\b
Examples:
  kg path LoRA BERT
  kg path LoRA BERT --avoid "fine-tuning"
  kg path GPT-3 "machine translation" --json
"""
)
@click.argument("a")
@click.argument("b")
@click.option("--avoid", multiple=True, metavar="NAME", help="Do not pass through this; may be given again.")
@click.option(
    "--relation",
    "types",
    multiple=True,
    type=click.Choice(CLAIM_TYPES, case_sensitive=False),
    help="Follow only claims of this type; may be given again.",
)
@min_confidence_option
@store_option
@format_options
def command(
    a: str,
    b: str,
    avoid: tuple[str, ...],
    types: tuple[str, ...],
    min_confidence: float,
    address: str,
    database: str | None,
    output_format: str | None,
) -> None:
    """Show the shortest chain of claims from A to B, with the evidence of every step.

    Of chains equally long, the one over things that few papers mention is shown: everything is near a hub.
    """
    with api.open(address, database=database) as graph:
        steps = graph.path(a, b, avoid=avoid, types=types or CLAIM_TYPES, min_confidence=min_confidence)
    if steps == []:
        messages.print(f"{a!r} and {b!r} are names of one and the same thing", markup=False)
    if steps and output_format is None:
        print_rows(
            ("step", "claims", "evidence"),
            [
                (
                    f"{step.start_name}\n{step.phrase}\n{step.end_name}",
                    step.claims,
                    evidence(step.paper, step.title, step.sentence, step.confidence),
                )
                for step in steps
            ],
        )
        return
    narrowed = bool(avoid or types or min_confidence)
    print_answers(
        Step,
        steps or [],
        output_format,
        nothing=""
        if steps == []
        else f"no chain of claims connects {a!r} and {b!r}: "
        + ("fewer of --avoid, --relation and --min-confidence leave more ways" if narrowed else _MORE),
    )


_MORE = "claims that papers make about the things between them would; more papers (kg build) bring some"
