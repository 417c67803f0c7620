"""A paper as the sources deliver it."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Paper:
    """Title, abstract and what is known about one paper.

    Attributes:
        id: arXiv id without version, DOI in lower case, the source's own id, or else a stable id made from the
            folded title.
        title: the title on one line.
        abstract: the abstract, white space collapsed; it may be empty.
        date: ISO date (``YYYY-MM-DD``) of publication, or None.
        authors: names as written.
        categories: arXiv categories, keywords or tags.
        url: where the paper can be read, or None.
        source: where the record was read, ``file`` or ``file:line``.
        doi: the DOI in lower case, or None; with ``id`` it says whether two records are the same paper.
    """

    id: str
    title: str
    abstract: str
    date: str | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    url: str | None = None
    source: str | None = None
    doi: str | None = None

    @property
    def text(self) -> str:
        """The text that is annotated: title, a newline, abstract. All offsets of a record point into it."""
        return f"{self.title}\n{self.abstract}"

    def to_dict(self) -> dict[str, Any]:
        """The paper as JSON-ready values."""
        return {**asdict(self), "authors": list(self.authors), "categories": list(self.categories)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Paper":
        """The inverse of :meth:`to_dict`; keys that are missing get their defaults."""
        return cls(
            id=str(data["id"]),
            title=data["title"],
            abstract=data.get("abstract", ""),
            date=data.get("date"),
            authors=tuple(data.get("authors", ())),
            categories=tuple(data.get("categories", ())),
            url=data.get("url"),
            source=data.get("source"),
            doi=data.get("doi"),
        )
