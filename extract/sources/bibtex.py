"""BibTeX and BibLaTeX files with abstracts, as reference managers and publishers export them.

Read are ``title``, ``abstract``, ``author``, ``date`` or ``year`` and ``month``, ``eprint``, ``doi``,
``url`` and ``keywords``. LaTeX is decoded (accents, escaped signs, formatting) except in formulas, which
stay as written. An entry that cannot be parsed is reported and the next one read.
"""

import logging
import re
from collections.abc import Iterator
from functools import cache

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock
from pylatexenc.latex2text import LatexNodes2Text

from extract.sources.base import Found, Malformed, RecordError, Text
from extract.sources.fields import arxiv_id_within, make_paper

# Both libraries log what they cannot read; here it is reported as a bad record, or left as written.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)

_ENTRY = re.compile(r"^\s*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_NEXT_FIELD = re.compile(r"[}\"]\s*\n\s*[A-Za-z-]+\s*=\s*[{\"]")


class BibTeX:
    """Entries of a BibTeX file."""

    name = "BibTeX"
    suffixes = (".bib", ".bibtex")

    def recognises(self, head: str) -> bool:
        """A line starts an entry."""
        return bool(_ENTRY.search(head)) and not head.lstrip().startswith(("{", "[", "<"))

    def read(self, text: Text) -> Iterator[Found]:
        """One paper an entry; comments, preambles and strings are no entries."""
        library: Library = bibtexparser.parse_string(text.whole())
        for block in library.blocks:
            line = (block.start_line or 0) + 1
            if isinstance(block, (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock)):
                # The same key twice is a matter of citing; the entry itself can be read.
                block = block.ignore_error_block or block
            if isinstance(block, Entry):
                yield _entry(line, block)
            elif isinstance(block, ParsingFailedBlock) and _ENTRY.match(block.raw or ""):
                yield line, Malformed("the entry cannot be parsed: a brace, quote or comma is missing")


def _entry(line: int, entry: Entry) -> Found:
    fields = {field.key.lower(): _without_enclosing(str(field.value)) for field in reversed(entry.fields)}
    if any(_NEXT_FIELD.search(value) or not _balanced(value) for value in fields.values()):
        return line, Malformed("braces do not match, or a comma is missing between two fields")

    def text(key: str) -> str | None:
        return _decoded(fields[key]) if key in fields else None

    year = " ".join(filter(None, (fields.get("year"), fields.get("month"))))
    try:
        return line, make_paper(
            title=text("title"),
            abstract=text("abstract"),
            ids=[
                *(fields.get(key) for key in ("eprint", "arxivid", "doi", "url")),
                *(arxiv_id_within(fields.get(key)) for key in ("journal", "note", "howpublished", "volume")),
            ],
            dates=(fields.get("date"), year, fields.get("year")),
            authors=[name for name in _AND.split(text("author") or "") if name != "others"],
            categories=text("keywords"),
            url=fields.get("url"),
        )
    except RecordError as error:
        return line, Malformed(str(error))


def _without_enclosing(value: str) -> str:
    # bibtexparser does this itself, except in an entry that has the same field twice.
    return value[1:-1] if value[:1] + value[-1:] in ('""', "{}") and _balanced(value[1:-1]) else value


def _balanced(value: str) -> bool:
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", value):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


@cache
def _decoder() -> LatexNodes2Text:
    return LatexNodes2Text(math_mode="verbatim", strict_latex_spaces=False, keep_comments=True)


def _decoded(value: str) -> str:
    # Where a percent sign is not escaped, LaTeX would take the rest of the line as a comment.
    return (
        _decoder().latex_to_text(re.sub(r"(?<!\\)%", r"\\%", value))
        if re.search(r"[\\{}%~]|--|``|''", value)
        else value
    )
