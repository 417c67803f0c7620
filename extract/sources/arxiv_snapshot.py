"""The arXiv metadata snapshot: one JSON object a line, as arXiv publishes it for bulk use.

An object has ``id``, ``title``, ``abstract``, ``authors`` and ``authors_parsed``, ``categories`` separated
by blanks, ``doi``, ``versions`` with the time of each, and ``update_date``. The date of a paper is that of
its first version; ``update_date`` is only the day on which arXiv last touched the record, so it is not
used.
"""

from collections.abc import Mapping
from typing import Any

from extract.paper import Paper
from extract.sources.fields import make_paper


class ArxivSnapshot:
    """Objects of the arXiv metadata snapshot."""

    name = "arXiv metadata snapshot"

    def recognises(self, record: Mapping[str, Any]) -> bool:
        """By the keys that only this snapshot has."""
        return "id" in record and (
            "authors_parsed" in record or ("versions" in record and "update_date" in record)
        )

    def read(self, record: Mapping[str, Any]) -> Paper:
        """The paper of one object."""
        versions = record.get("versions")
        first = versions[0] if isinstance(versions, list) and versions else None
        parsed = record.get("authors_parsed")
        categories = record.get("categories")
        return make_paper(
            title=record.get("title"),
            abstract=record.get("abstract"),
            ids=(record.get("id"), record.get("doi")),
            dates=(first.get("created"),) if isinstance(first, Mapping) else (),
            authors=parsed if isinstance(parsed, list) and parsed else record.get("authors"),
            categories=categories.split() if isinstance(categories, str) else categories,
        )
