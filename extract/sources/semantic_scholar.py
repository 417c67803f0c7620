"""Semantic Scholar papers: its data sets and its API (https://api.semanticscholar.org/api-docs/).

Read are ``title``, ``abstract``, ``externalIds`` (arXiv, DOI), ``paperId`` or ``corpusId``,
``publicationDate`` or ``year``, ``authors``, ``s2FieldsOfStudy`` or ``fieldsOfStudy`` and ``url``. The data
sets write the same keys in lower case. The API answers ``null`` for a paper that it does not know; that is
reported as a bad record.
"""

from collections.abc import Mapping
from typing import Any

from extract.paper import Paper
from extract.sources.fields import make_paper


class SemanticScholar:
    """Papers of Semantic Scholar."""

    name = "Semantic Scholar"

    def recognises(self, record: Mapping[str, Any]) -> bool:
        """By the identifiers that only Semantic Scholar gives."""
        keys = {str(key).lower() for key in record}
        return "externalids" in keys or "corpusid" in keys or ("paperid" in keys and "title" in keys)

    def read(self, record: Mapping[str, Any]) -> Paper:
        """The paper of one object."""
        fields = {str(key).lower(): value for key, value in record.items()}
        external = fields.get("externalids")
        ids = (
            {str(key).lower(): value for key, value in external.items()}
            if isinstance(external, Mapping)
            else {}
        )
        corpus = fields.get("corpusid") or ids.get("corpusid")
        studies = fields.get("s2fieldsofstudy") or fields.get("fieldsofstudy")
        return make_paper(
            title=fields.get("title"),
            abstract=fields.get("abstract"),
            ids=(ids.get("arxiv"), ids.get("doi")),
            own_ids=(fields.get("paperid"), f"CorpusId:{corpus}" if corpus else None),
            dates=(fields.get("publicationdate"), fields.get("year")),
            authors=fields.get("authors"),
            categories=studies,
            url=fields.get("url"),
        )
