"""Reads and extracts what the user names, with progress and reports on standard error."""

from collections.abc import Iterator, Sequence

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from extract.paper import Paper
from extract.record import ExtractionRecord
from extract.sources import Problem
from kg.cli.output import messages
from kg.errors import UserError
from kg.inputs import load_inputs, report_problems


def read(inputs: Sequence[str], *, strict: bool) -> tuple[list[Paper], list[ExtractionRecord]]:
    """Papers and extraction records from files, folders or ``-``; the user is told of what was skipped.

    Raises:
        UserError: an input cannot be read, or, when strict, has a bad record.
    """
    problems: list[Problem] = []
    with messages.status("Reading papers ..."):
        found = load_inputs(inputs, strict, problems)
    for line in report_problems(problems):
        messages.print(line, markup=False, soft_wrap=True)
    return found


def extracted(papers: Sequence[Paper], min_confidence: float) -> Iterator[ExtractionRecord]:
    """The extraction record of every paper, as soon as it is there.

    Raises:
        UserError: the model is missing or damaged.
    """
    if not papers:
        return
    with messages.status("Loading the extraction model ..."):
        from extract.pipeline import extract_records, load_pipeline

        try:
            load_pipeline()
        except OSError as error:
            raise UserError(f"the extraction model cannot be loaded, install kg again: {error}") from error
    columns = (TextColumn("Extracting"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=messages, transient=True) as progress:
        task = progress.add_task("extract", total=len(papers))
        for record in extract_records(papers, min_confidence=min_confidence):
            yield record
            progress.advance(task)
