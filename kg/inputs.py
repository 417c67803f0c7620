"""Loads what the user names on the command line: papers, and papers that were extracted already."""

from collections.abc import Sequence

from extract.paper import Paper
from extract.record import ExtractionRecord
from extract.sources import Problem, SourceError, merge, read_items
from kg.errors import UserError


def load_inputs(
    paths: Sequence[str], strict: bool, problems: list[Problem]
) -> tuple[list[Paper], list[ExtractionRecord]]:
    """Read papers and extraction records from files, folders or standard input (``-``).

    Duplicates are merged, also between papers and records: a paper whose record has the same or a fuller text
    is not returned again. Use :func:`extract.sources.merge` to unite the records with those of a store.

    Args:
        paths: files, folders or ``-``.
        strict: stop at the first bad record instead of skipping it.
        problems: gets one entry for every record that was skipped.

    Raises:
        UserError: an input cannot be read at all, no record is usable, or, when strict, one is bad.
    """
    try:
        items = merge(list(read_items(paths, strict=strict, problems=problems)))
    except SourceError as error:
        raise UserError(str(error)) from error
    if not items:
        first = f": {_bad_records(problems)}, the first {problems[0]}" if problems else ""
        raise UserError(f"no papers in {', '.join(paths)}{first}")
    papers = [item for item in items if isinstance(item, Paper)]
    return papers, [item for item in items if isinstance(item, ExtractionRecord)]


def report_problems(problems: Sequence[Problem], shown: int = 5) -> list[str]:
    """Lines for the user about the records that were skipped: the first few, and how many there were."""
    if not problems:
        return []
    lines = [str(problem) for problem in problems[:shown]]
    rest = len(problems) - shown
    if rest > 0:
        lines.append(f"... and {rest:,} more")
    return [
        f"Skipped {_bad_records(problems)} (--strict stops at the first):",
        *(f"  {line}" for line in lines),
    ]


def _bad_records(problems: Sequence[Problem]) -> str:
    return f"{len(problems):,} bad record{'' if len(problems) == 1 else 's'}"
