"""Reads papers from files in any known format; :mod:`extract.sources.registry` lists the formats."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.errors import SourceError
from extract.paper import Paper
from extract.sources.base import Found, Item, Malformed, Problem, Source
from extract.sources.merge import merge, paper_of
from extract.sources.opening import DamagedInput, DecodedText, expand, open_input
from extract.sources.registry import SOURCES, SUFFIXES, find_source

__all__ = ["Problem", "SourceError", "merge", "read_items", "read_papers"]


def read_papers(paths: Sequence[str], *, strict: bool = False, problems: list[Problem]) -> list[Paper]:
    """Read papers and make one of all records of the same paper.

    Args:
        paths: files, folders, or ``-`` for standard input.
        strict: stop at the first bad record.
        problems: gets one entry for every bad record, which is skipped.

    Returns:
        The papers, in the order in which they first appear. Extraction records give the paper they are of.

    Raises:
        SourceError: an input is missing, unreadable, empty or in no known format; or, when strict, it has a
            bad record.
    """
    return merge([paper_of(item) for item in read_items(paths, strict=strict, problems=problems)])


def read_items(paths: Sequence[str], *, strict: bool = False, problems: list[Problem]) -> Iterator[Item]:
    """Papers and extraction records as they stand, duplicates included: see :func:`read_papers`."""
    for path, in_folder in expand(paths, SUFFIXES):
        try:
            yield from _read_input(path, strict, problems)
        except SourceError as error:
            # Somebody who names a file means it; in a folder there may be files that are no papers.
            if strict or not in_folder:
                raise
            problems.append(Problem(path, None, str(error).removeprefix(f"{path}: ")))


def _read_input(path: str, strict: bool, problems: list[Problem]) -> Iterator[Item]:
    with open_input(path) as (head, text):
        source = find_source(path, head)
        if source is None:
            raise SourceError(_unknown(text.name, head))
        for line, found in _with_damage(source, text):
            if isinstance(found, Malformed):
                problem = Problem(text.name, line, found.reason)
                if strict:
                    raise SourceError(str(problem))
                problems.append(problem)
            elif isinstance(found, Paper):
                yield replace(found, source=text.name if line is None else f"{text.name}:{line}")
            else:
                yield found


def _with_damage(source: Source, text: DecodedText) -> Iterator[Found]:
    try:
        yield from source.read(text)
    except DamagedInput as error:
        yield None, Malformed(str(error))


def _unknown(name: str, head: str) -> str:
    if head.lstrip()[:9].lower().startswith(("<!doctype", "<html")):
        return f"{name}: an HTML page; save it as plain text, or export the papers as BibTeX, RIS or CSV"
    formats = ", ".join(source.name for source in SOURCES)
    return f"{name}: no format that kg knows; it reads {formats}"
