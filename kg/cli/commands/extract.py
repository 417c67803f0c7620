"""``kg extract``: papers in, extraction records out."""

import json
import sys

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from extract.sources import Problem
from kg.cli.output import messages
from kg.inputs import load_inputs, report_problems


@click.command()
@click.argument("papers", nargs=-1, required=True, metavar="PAPERS...")
@click.option("--strict", is_flag=True, help="Stop at the first bad record instead of skipping it.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out what is less certain than this, 0 to 1.",
)
def command(papers: tuple[str, ...], strict: bool, min_confidence: float) -> None:
    """Extract what papers are about and how it relates; print one JSON record a paper.

    PAPERS are files, folders or "-" for standard input: saved Hugging Face paper pages, JSON, JSON lines,
    CSV, arXiv's snapshot and API feeds, BibTeX, RIS, OpenAlex or Semantic Scholar, also compressed. `kg build`
    reads the records, so that a large extraction need not be done twice. Papers that come as records are
    extracted again.
    """
    problems: list[Problem] = []
    with messages.status("Reading papers ..."):
        found, records = load_inputs(papers, strict, problems)
        found += [record.paper for record in records]
    for line in report_problems(problems):
        messages.print(line, markup=False, soft_wrap=True)
    with messages.status("Loading the extraction model ..."):
        from extract.pipeline import extract_records
    columns = (TextColumn("Extracting"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=messages, transient=True) as progress:
        task = progress.add_task("extract", total=len(found))
        for record in extract_records(found, min_confidence=min_confidence):
            sys.stdout.write(json.dumps(record.to_dict(), ensure_ascii=False) + "\n")
            progress.advance(task)
    sys.stdout.flush()
    messages.print(f"{len(found):,} papers extracted.", markup=False)
