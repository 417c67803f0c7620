"""Objects and table rows with the usual names for a paper's fields.

Read are, in any case and with any punctuation between the words: ``title``; ``abstract`` or ``summary``;
``id``, ``arxiv_id``, ``doi``, ``url`` and the like; ``date``, ``published``, ``year`` (with ``month``) and
the like; ``authors``; ``categories``, ``keywords``, ``tags`` and the like. That covers kg's own papers,
Hugging Face's paper lists, CSL JSON as Zotero and Crossref give it, and what Zotero, Scopus, PubMed and Web
of Science export as tables. Other fields are passed over.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from extract.paper import Paper
from extract.sources.base import RecordError
from extract.sources.fields import make_paper, without_markup

# Best first: the first name with a value wins.
TITLE = ("title", "papertitle", "articletitle", "documenttitle", "displayname", "ti", "t1")
ABSTRACT = ("abstract", "summary", "abstracttext", "abstractnote", "paperabstract", "description", "ab", "n2")
OWN_IDS = ("id", "paperid", "identifier", "entryid", "uid")
IDS = (
    "arxivid", "arxiv", "eprint", "doi", "digitalobjectidentifier", "di", *OWN_IDS,
    "url", "link", "absurl", "pdfurl", "pageurl",
)  # fmt: skip
DATES = (
    "date", "published", "publicationdate", "publisheddate", "publishedat", "datepublished", "submitted",
    "submitteddate", "issued", "created", "publicationyear", "year", "pubyear", "py", "updated", "updatedate",
)  # fmt: skip
AUTHORS = ("authors", "author", "authornames", "authorsparsed", "authorfullnames", "creators", "au", "af")
CATEGORIES = (
    "categories", "category", "keywords", "keyword", "authorkeywords", "tags", "manualtags", "subjects",
    "subject", "topics", "fieldsofstudy", "primarycategory", "de",
)  # fmt: skip
URL = ("url", "link", "absurl", "pageurl", "pdfurl")


def fold_name(name: str) -> str:
    """A column name without case and punctuation: ``Publication Date`` and ``publication_date`` are one."""
    return re.sub(r"[\W_]+", "", str(name)).lower()


def has_title_column(columns: Iterable[str]) -> bool:
    """Whether one of the columns is known to hold titles."""
    return not set(TITLE).isdisjoint(fold_name(column) for column in columns)


class Columns:
    """Any object whose fields have the usual names; asked last, because it recognises most objects."""

    name = "fields with the usual names"

    def recognises(self, record: Mapping[str, Any]) -> bool:
        """Any object will do: one that has no title is reported as such."""
        return True

    def read(self, record: Mapping[str, Any]) -> Paper:
        """The paper of one object or row."""
        inner = record.get("paper")
        if isinstance(inner, Mapping):  # Hugging Face's daily papers put the paper within its announcement
            record = {**record, **inner}
        fields = {fold_name(name): value for name, value in record.items() if value not in (None, "", [], {})}

        def first(candidates: tuple[str, ...]) -> Any:
            return next((fields[name] for name in candidates if name in fields), None)

        title = first(TITLE)
        if title is None:
            known = any(fold_name(name) in TITLE for name in record)
            names = ", ".join(sorted(map(str, record))[:8])
            raise RecordError("the title is empty" if known else f"no title among the fields: {names}")
        return make_paper(
            title=title,
            abstract=_without_jats(first(ABSTRACT)),
            ids=[fields[name] for name in IDS if name in fields],
            own_ids=[fields[name] for name in OWN_IDS if name in fields],
            dates=[_with_month(name, fields) for name in DATES if name in fields],
            authors=first(AUTHORS),
            categories=first(CATEGORIES),
            url=first(URL),
        )


def _with_month(name: str, fields: Mapping[str, Any]) -> Any:
    value = fields[name]
    if name in ("year", "publicationyear", "py") and "month" in fields:
        return f"{value} {fields['month']}"
    return value


def _without_jats(abstract: Any) -> Any:
    # Only Crossref's abstracts are XML; in any other text a tag may be what the paper talks about.
    return without_markup(abstract) if isinstance(abstract, str) and "<jats:" in abstract else abstract
