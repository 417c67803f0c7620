"""Atom feeds as the arXiv API gives them (https://info.arxiv.org/help/api/user-manual.html).

Each ``entry`` gives ``title``, ``summary``, ``id``, ``published``, ``author/name``, ``category`` terms,
``arxiv:doi`` and its alternate ``link``. XML is read with defusedxml, so that a hostile file cannot expand
entities or open others. Atom feeds of others are read alike.
"""

import re
from collections.abc import Iterator
from io import StringIO
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree as SafeElementTree
from defusedxml import DefusedXmlException

from extract.sources.base import Found, Malformed, RecordError, Text
from extract.sources.fields import make_paper

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"


class ArxivAtom:
    """Atom feeds with papers as entries."""

    name = "arXiv API (Atom)"
    suffixes = (".xml", ".atom")

    def recognises(self, head: str) -> bool:
        """XML whose root is in the Atom name space."""
        return head.lstrip().startswith("<") and "http://www.w3.org/2005/Atom" in head[:4096]

    def read(self, text: Text) -> Iterator[Found]:
        """One paper an entry; a feed that is broken gives the entries before the break."""
        whole = text.whole().lstrip()
        starts = (
            whole.count("\n", 0, match.start()) + 1 for match in re.finditer(r"<(?:\w+:)?entry[\s>]", whole)
        )
        try:
            for _, element in SafeElementTree.iterparse(StringIO(whole), events=("end",)):
                if element.tag == f"{_ATOM}entry":
                    yield _entry(next(starts, None), element)
                    element.clear()
        except ParseError as error:
            yield error.position[0], Malformed(f"not well-formed XML ({error}); the rest of the feed is lost")
        except DefusedXmlException:
            yield None, Malformed("XML with entity declarations is refused for safety")


def _entry(line: int | None, entry: Element) -> Found:
    def text(tag: str) -> str | None:
        return entry.findtext(tag)

    address = text(f"{_ATOM}id")
    if address and "/api/errors" in address:
        return line, Malformed(f"arXiv answered with an error: {text(f'{_ATOM}summary')}")
    link = next(
        (
            link.get("href")
            for link in entry.iter(f"{_ATOM}link")
            if link.get("rel", "alternate") == "alternate"
        ),
        None,
    )
    try:
        return line, make_paper(
            title=text(f"{_ATOM}title"),
            abstract=text(f"{_ATOM}summary") or text(f"{_ATOM}content"),
            ids=(address, text(f"{_ARXIV}doi"), link),
            dates=(text(f"{_ATOM}published"), text(f"{_ATOM}updated")),
            authors=[author.findtext(f"{_ATOM}name") for author in entry.iter(f"{_ATOM}author")],
            categories=[category.get("term") for category in entry.iter(f"{_ATOM}category")],
        )
    except RecordError as error:
        return line, Malformed(str(error))
