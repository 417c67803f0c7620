"""OpenAlex works from its API or its snapshot (https://docs.openalex.org/api-entities/works).

The abstract comes as an inverted index (word to positions) and is put together again. Identifiers are the
arXiv id in a DOI or a location, the DOI, else OpenAlex's own ``W...``; keywords are ``keywords``, else
``topics``, else ``concepts``.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from extract.paper import Paper
from extract.sources.base import RecordError
from extract.sources.fields import make_paper, without_markup


class OpenAlex:
    """Works of OpenAlex."""

    name = "OpenAlex"

    def recognises(self, record: Mapping[str, Any]) -> bool:
        """By the address in ``id``, or the inverted index."""
        return (
            str(record.get("id", "")).startswith("https://openalex.org/")
            or "abstract_inverted_index" in record
        )

    def read(self, record: Mapping[str, Any]) -> Paper:
        """The paper of one work."""
        own = str(record.get("id") or "").rsplit("/", 1)[-1]
        return make_paper(
            title=without_markup(record.get("title") or record.get("display_name")),
            abstract=_abstract(record.get("abstract_inverted_index")),
            ids=(*_locations(record), record.get("doi")),
            own_ids=(own,),
            dates=(record.get("publication_date"), record.get("publication_year")),
            authors=record.get("authorships"),
            categories=next(filter(None, map(record.get, ("keywords", "topics", "concepts"))), None),
            url=next(iter(_locations(record)), None) or record.get("doi") or record.get("id"),
        )


def _locations(record: Mapping[str, Any]) -> Iterator[str]:
    places = record.get("locations")
    for place in [record.get("primary_location"), *(places if isinstance(places, list) else ())]:
        if isinstance(place, Mapping) and "arxiv.org/" in str(place.get("landing_page_url")).lower():
            yield place["landing_page_url"]


def _abstract(index: Any) -> str | None:
    if index is None:
        return None
    try:
        words = sorted((position, word) for word, positions in index.items() for position in positions)
    except (AttributeError, TypeError) as error:
        raise RecordError("the abstract's inverted index is damaged") from error
    return " ".join(word for _, word in words)
