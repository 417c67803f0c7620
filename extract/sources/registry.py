"""All formats, in the order in which they are asked whether a text is theirs."""

from typing import Final

from extract.sources.arxiv_atom import ArxivAtom
from extract.sources.base import Source
from extract.sources.bibtex import BibTeX
from extract.sources.delimited import Delimited
from extract.sources.hugging_face import HuggingFacePage
from extract.sources.json_document import JsonDocument
from extract.sources.json_lines import JsonLines
from extract.sources.opening import suffix
from extract.sources.ris import Ris

SOURCES: Final[tuple[Source, ...]] = (
    JsonLines(),
    JsonDocument(),
    ArxivAtom(),
    Ris(),
    BibTeX(),
    Delimited(),
    HuggingFacePage(),
)
"""The clearest marks first; plain text last, because it takes anything that looks like prose."""

SUFFIXES: Final[frozenset[str]] = frozenset(suffix for source in SOURCES for suffix in source.suffixes)


def find_source(path: str, head: str) -> Source | None:
    """The format of a text by its content, or None; the one with the file's suffix is asked first.

    Plain text is asked last whatever the suffix, since reference managers write ``.txt`` files too.
    """
    own = suffix(path)
    *marked, plain = SOURCES
    marked.sort(key=lambda source: own not in source.suffixes)
    return next((source for source in (*marked, plain) if source.recognises(head)), None)
