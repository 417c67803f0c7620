"""Tables: CSV with commas or semicolons, and tab-separated values, with a header line.

The columns have the usual names of :mod:`extract.sources.columns`; the separator is the one that makes a
title column in the header. Fields may be quoted and then hold line breaks.
"""

import csv
from collections import deque
from collections.abc import Iterator

from extract.sources.base import Found, Malformed, Text
from extract.sources.columns import has_title_column
from extract.sources.objects import read_object

_SEPARATORS = (",", ";", "\t", "|")


class Delimited:
    """A table with a header line."""

    name = "CSV or TSV with a title column"
    suffixes = (".csv", ".tsv")

    def recognises(self, head: str) -> bool:
        """The header line, split by one of the usual separators, has a title column and another one."""
        return _separator(head.lstrip("\r\n").partition("\n")[0]) is not None

    def read(self, text: Text) -> Iterator[Found]:
        """One paper a row.

        Of a bad row that runs over several lines only the first one is given up: a quotation mark that is not
        closed must not take the rows after it along.
        """
        csv.field_size_limit(2**31 - 1)
        lines = _Lines(text.lines())
        header = next(line for line in lines if line.strip())
        separator = _separator(header) or ","
        columns = next(csv.reader([header], delimiter=separator))
        while True:
            lines.taken.clear()
            row: list[str] | None = []
            try:
                row = next(csv.reader(lines, delimiter=separator), None)
                reason = None if row is None else _fault(row, columns, lines)
            except csv.Error as error:
                reason = f"not a table row: {error}"
            if row is None:
                return
            start = lines.taken[0][0]
            if reason:
                yield start, Malformed(reason)
                lines.put_back(lines.taken[1:])
            elif any(field.strip() for field in row):
                yield from read_object(start, dict(zip(columns, row, strict=False)))


class _Lines:
    """Lines of which some can be put back; those of the last row are in ``taken``, with their numbers."""

    def __init__(self, lines: Iterator[tuple[int, str]]) -> None:
        self.taken: list[tuple[int, str]] = []
        self._lines = lines
        self._again: deque[tuple[int, str]] = deque()

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        number, line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append((number, line))
        return line + "\n"

    def put_back(self, lines: list[tuple[int, str]]) -> None:
        self._again.extendleft(reversed(lines))


def _fault(row: list[str], columns: list[str], lines: _Lines) -> str | None:
    if len(lines.taken) > 1 and sum(line.count('"') for _, line in lines.taken) % 2:
        return "a quotation mark is not closed"
    if any(field.strip() for field in row[len(columns) :]):
        return f"{len(row)} fields in a table of {len(columns)} columns"
    if len(row) == 1 and row[0].strip() and len(columns) > 2:
        return f"only one field in a table of {len(columns)} columns"
    return None


def _separator(header: str) -> str | None:
    best = None
    most = 1
    for separator in _SEPARATORS:
        try:
            columns = next(csv.reader([header], delimiter=separator), [])
        except csv.Error:
            continue
        if len(columns) > most and has_title_column(columns):
            best, most = separator, len(columns)
    return best
