"""Tables: CSV with commas or semicolons, and tab-separated values, with a header line.

The columns have the usual names of :mod:`extract.sources.columns`; the separator is the one that makes a
title column in the header. Fields may be quoted and then hold line breaks.
"""

import csv
import sys
from collections.abc import Iterator

from extract.sources.base import Found, Malformed, Text
from extract.sources.columns import has_title_column
from extract.sources.objects import read_object

_SEPARATORS = (",", ";", "\t", "|")


class Delimited:
    """A table with a header line."""

    name = "CSV or TSV"
    suffixes = (".csv", ".tsv")

    def recognises(self, head: str) -> bool:
        """The header line, split by one of the usual separators, has a title column and another one."""
        return _separator(head.lstrip("\r\n").partition("\n")[0]) is not None

    def read(self, text: Text) -> Iterator[Found]:
        """One paper a row."""
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        lines = ((number, line) for number, line in text.lines())
        header = next(line for _, line in lines if line.strip())
        separator = _separator(header) or ","
        columns = next(csv.reader([header], delimiter=separator))
        position = [0]

        def body() -> Iterator[str]:
            for number, line in lines:
                position[0] = number
                yield line + "\n"

        rows = csv.reader(body(), delimiter=separator)
        while True:
            start = position[0] + 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield start, Malformed(f"not a table row: {error}")
                continue
            start = max(start, 2)
            if not any(field.strip() for field in row):
                continue
            if len(row) > len(columns) and any(field.strip() for field in row[len(columns) :]):
                yield start, Malformed(f"{len(row)} fields in a table of {len(columns)} columns")
                continue
            if len(row) < len(columns) - 1 and len(row) < 2:
                yield start, Malformed(f"only {len(row)} of {len(columns)} columns")
                continue
            yield from read_object(start, dict(zip(columns, row, strict=False)))


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
