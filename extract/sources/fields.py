"""Cleans the values that sources deliver: texts, titles, identifiers, dates, names and keywords.

Every function takes what a format may hold and returns the project's form of it, or None where the value is
not usable; only a missing title makes a record unusable.
"""

import ast
import datetime
import hashlib
import html
import json
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from extract.paper import Paper
from extract.sources.base import RecordError

# Control characters and lone surrogates cannot be stored or printed; they carry no meaning in a text.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_ARXIV_NEW = re.compile(r"(\d{2})(0[1-9]|1[0-2])\.(\d{4,5})(?:v\d+)?")
_ARXIV_OLD = re.compile(r"([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(\d{2})(0[1-9]|1[0-2])(\d{3})(?:v\d+)?")
_ARXIV_PREFIX = re.compile(
    r"(?:https?://)?(?:[\w.-]+\.)?"
    r"(?:arxiv\.org/(?:abs|pdf|html)/|huggingface\.co/papers/|doi\.org/10\.48550/arxiv\.)"
    r"|oai:arxiv\.org:|doi:\s*10\.48550/arxiv\.|10\.48550/arxiv\.|arxiv:\s*",
    re.IGNORECASE,
)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_DOI_PREFIX = re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*", re.IGNORECASE)


def clean(value: Any) -> str:
    """A text on one line: white space collapsed, unprintable characters dropped; empty for None.

    Raises:
        RecordError: the value is no text.
    """
    if value is None:
        return ""
    if isinstance(value, list) and len(value) <= 1:  # Crossref wraps titles in a list
        return clean(value[0] if value else None)
    if not isinstance(value, str):
        raise RecordError(f"title or abstract is no text but {json.dumps(value, default=str)[:40]}")
    return " ".join(_UNPRINTABLE.sub(" ", value).split())


def fold_title(title: str) -> str:
    """A title reduced to what two spellings of it share: letters and digits, no case, no accents."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    return "".join(character for character in plain if character.isalnum())


def title_id(title: str) -> str:
    """A stable id made from the folded title, for papers that have no other."""
    return "title-" + hashlib.sha256(fold_title(title).encode()).hexdigest()[:16]


def arxiv_id(value: Any) -> str | None:
    """The arXiv id without its version in any of its written forms (bare, URL, DOI, OAI), or None.

    Both schemes of https://info.arxiv.org/help/arxiv_identifier.html are known; the subject class of an old
    id (``math.GT/0309136``) is dropped.
    """
    if value is None:
        return None
    text = str(value).strip()
    prefix = _ARXIV_PREFIX.match(text)
    text = re.split(r"[?#]", text[prefix.end() if prefix else 0 :])[0].strip().removesuffix(".pdf")
    if match := _ARXIV_NEW.fullmatch(text):
        year, month, number = match.groups()
        # Ids have five digits since January 2015 and four before; anything else is another kind of number.
        if len(number) == (5 if int(year) >= 15 else 4) and int(year + month) >= 704:
            return f"{year}{month}.{number}"
    if match := _ARXIV_OLD.fullmatch(text.lower()):
        archive, year, month, number = match.groups()
        return f"{archive}/{year}{month}{number}"
    return None


_ARXIV_WITHIN = re.compile(r"\b(?:arxiv[:\s/]\s*|abs/)([\w.-]+/\d{7}|\d{4}\.\d{4,5})", re.IGNORECASE)


def arxiv_id_within(text: Any) -> str | None:
    """The arXiv id that is cited within a text, such as ``arXiv preprint arXiv:1706.03762``, or None."""
    match = _ARXIV_WITHIN.search(text) if isinstance(text, str) else None
    return arxiv_id(match[1]) if match else None


# Only tags that registries use: in a paper on language models, <s> and <unk> are part of the text.
_BLOCK = re.compile(r"</?(?:jats:[\w-]+|p|br|div)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:mml:\w+|i|b|em|strong|sub|sup|scp|italic|bold|span)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_REFERENCE = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[\da-fA-F]{1,5});")


def without_markup(value: Any) -> Any:
    """A text without the XML or HTML tags and character references that registries leave in it."""
    if not isinstance(value, str):
        return value
    plain = _INLINE.sub("", _BLOCK.sub(" ", value)) if "<" in value else value
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), plain)


def doi(value: Any) -> str | None:
    """The DOI in lower case, without its resolver, or None."""
    if value is None:
        return None
    text = str(value).strip()
    prefix = _DOI_PREFIX.match(text)
    text = text[prefix.end() if prefix else 0 :].strip().rstrip(".,;")
    return text.lower() if _DOI.fullmatch(text) else None


def arxiv_month(identifier: str) -> str | None:
    """The first day of the month in which an arXiv id was given, or None for an id of another kind."""
    if match := _ARXIV_NEW.fullmatch(identifier):
        return f"20{match[1]}-{match[2]}-01"
    if match := _ARXIV_OLD.fullmatch(identifier):
        century = 19 if int(match[2]) >= 91 else 20
        return f"{century}{match[2]}-{match[3]}-01"
    return None


def given_id(value: Any) -> str | None:
    """An identifier of another registry or of the user's own, or None.

    A bare number is refused: as a rule it is a row number, and another file uses it for another paper.
    """
    if not isinstance(value, str):
        return None
    text = clean(value)
    named = any(character.isalpha() for character in text) and any(character.isdigit() for character in text)
    return text if named and 4 <= len(text) <= 200 and " " not in text and "://" not in text else None


_DATE_FORMATS = ("%Y%m%d", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%Y %b %d", "%Y %B %d")
_MONTH_FORMATS = ("%Y %m", "%B %Y", "%b %Y", "%Y %B", "%Y %b")
_EARLIEST_YEAR = 1600


def date(value: Any) -> str | None:
    """An ISO date from whatever a format holds, or None.

    Understood are ISO dates and times, RFC 2822 dates, written English dates, CSL ``date-parts``, years and
    months (which stand for their first day), and seconds or milliseconds since 1970. A date written as
    ``03/04/2021`` is refused: it is read differently on the two sides of the Atlantic.
    """
    if isinstance(value, Mapping):
        parts = value.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list):
            return date("-".join(f"{part:02d}" for part in parts[0] if isinstance(part, int)))
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not math.isfinite(value) or not 0 < value < 1e14:
            return None
        if value > 1e8:
            seconds = value / 1000 if value > 1e11 else value
            return _iso(datetime.datetime.fromtimestamp(seconds, datetime.UTC).date())
        return date(str(int(value)))
    if not isinstance(value, str):
        return None
    text = " ".join(value.replace(",", " ").split()).strip("/ ")
    if re.fullmatch(r"\d{4}(\.0)?", text):
        return _iso_parts(int(text[:4]), 1, 1)
    if match := re.match(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)", text):
        return _iso_parts(*map(int, match.groups()))
    if match := re.match(r"(\d{4})[-/](\d{1,2})(?!\d)", text):
        return _iso_parts(int(match[1]), int(match[2]), 1)
    for form in (*_DATE_FORMATS, *_MONTH_FORMATS):
        try:
            return _iso(datetime.datetime.strptime(text.replace(".", ""), form).date())
        except ValueError:
            continue
    try:
        return _iso(parsedate_to_datetime(value).date())
    except (ValueError, TypeError, IndexError):
        pass
    match = re.match(r"(\d{4})(?=[-/ ]|$)", text)  # "2021//", "2021 Spring"
    return _iso_parts(int(match[1]), 1, 1) if match else None


def _iso_parts(year: int, month: int, day: int) -> str | None:
    try:
        return _iso(datetime.date(year, month, day))
    except ValueError:
        return None


def _iso(day: datetime.date) -> str | None:
    # A paper from the future is a typing error, except for a journal that prints next year's date.
    latest = datetime.datetime.now(datetime.UTC).year + 2
    return day.isoformat() if _EARLIEST_YEAR <= day.year <= latest else None


def earlier_date(one: str | None, other: str | None) -> str | None:
    """The earlier of two ISO dates; within one year or month the fully given date beats its first day.

    Sources that know only a year or a month give the first day, which is earlier than the true date in form
    only. The rule is a total order, so that the outcome for many dates does not depend on their order.
    """
    if one is None or other is None:
        return one or other

    def order(iso: str) -> tuple[int, int, int]:
        year, month, day = (int(part) for part in iso.split("-"))
        return (year, month if (month, day) != (1, 1) else 13, day if day != 1 else 32)

    return min(one, other, key=order)


_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z-]{2,})?")


def names(value: Any) -> tuple[str, ...]:
    """Names of people as written, from a list or a string in any usual form; unusable ones are left out."""
    return _unique(_name(part) for part in _listed(value, _split_names))


def keywords(value: Any) -> tuple[str, ...]:
    """Categories, keywords or tags from a list or a string; arXiv categories may be separated by blanks."""
    return _unique(_name(part) for part in _listed(value, _split_keywords))


def _listed(value: Any, split: Any) -> list[Any]:
    if isinstance(value, str):
        text = value.strip()
        if text.startswith("[") and text.endswith("]"):  # how pandas writes a list into a CSV file
            try:
                literal = ast.literal_eval(text)
            except (ValueError, SyntaxError, MemoryError, RecursionError):
                literal = None
            if isinstance(literal, (list, tuple)):
                return list(literal)
        return split(text)
    return list(value) if isinstance(value, (list, tuple)) else []


def _name(part: Any) -> str:
    if isinstance(part, Mapping):
        author = part.get("author")
        if isinstance(author, Mapping):  # OpenAlex
            part = author
        for key in ("name", "display_name", "full_name", "fullName", "literal", "term", "category"):
            if isinstance(part.get(key), str):
                return clean(part[key])
        return clean(
            " ".join(str(part[key]) for key in ("given", "first", "family", "last") if part.get(key))
        )
    if isinstance(part, (list, tuple)):  # arXiv's authors_parsed: [family, given, suffix]
        family, *given = (str(piece) for piece in part)
        return clean(" ".join([*given[:1], family, *given[1:]]))
    return clean(part) if isinstance(part, str) else ""


def _split_names(text: str) -> list[str]:
    for separator in (";", "|", "\n"):
        if separator in text:
            return text.split(separator)
    parts = re.split(r"\s+and\s+", text)
    if all(_inverted(part) for part in parts):  # "Family, Given and Family, Given"
        return parts
    return [name for part in parts for name in part.split(",")]


def _inverted(name: str) -> bool:
    """Whether this is one name as "Family, Given", not two names as "Given Family, Given Family"."""
    family, comma, given = (piece.strip() for piece in name.partition(","))
    particles = family[:1].islower()
    return bool(comma) and "," not in given and (particles or " " not in family or " " not in given)


def _split_keywords(text: str) -> list[str]:
    for separator in (";", "|", ",", "\n"):
        if separator in text:
            return text.split(separator)
    words = text.split()
    if len(words) > 1 and all("." in word and _CATEGORY.fullmatch(word) for word in words):
        return words
    return [text]


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def make_paper(
    *,
    title: Any,
    abstract: Any = None,
    ids: Iterable[Any] = (),
    own_ids: Iterable[Any] = (),
    dates: Iterable[Any] = (),
    authors: Any = None,
    categories: Any = None,
    url: Any = None,
) -> Paper:
    """A paper from raw values.

    Args:
        title: the title; without one there is no paper.
        abstract: the abstract, which may be missing.
        ids: every value that may be or hold an arXiv id or a DOI, best first.
        own_ids: identifiers of the source's own, best first, used when there is no other.
        dates: candidates for the date of publication, best first.
        authors: a list or a string of names.
        categories: a list or a string.
        url: where the paper can be read; made from the identifier when missing.

    Raises:
        RecordError: there is no title, or title or abstract are no text.
    """
    title_text = clean(title)
    if not fold_title(title_text):
        raise RecordError("no title")
    values = [value for value in ids if value not in (None, "")]
    arxiv = next(filter(None, map(arxiv_id, values)), None)
    dois = [identifier for value in values if (identifier := doi(value)) and not arxiv_id(value)]
    own = next(filter(None, map(given_id, own_ids)), None)
    identifier = arxiv or next(iter(dois), None) or own or title_id(title_text)
    day = next(filter(None, map(date, dates)), None)
    month = arxiv_month(identifier)
    if month and (day is None or (day.endswith("-01-01") and day[:4] == month[:4])):
        day = earlier_date(day, month)  # an id says more than no date, or than the bare year
    address = clean(url) if isinstance(url, str) else ""
    return Paper(
        id=identifier,
        title=title_text,
        abstract=clean(abstract),
        date=day,
        authors=names(authors),
        categories=keywords(categories),
        url=address if address.startswith(("http://", "https://")) else default_url(identifier),
        doi=next(iter(dois), None),
    )


def default_url(identifier: str) -> str | None:
    """Where a paper with this id can be read, or None when the id does not say."""
    if arxiv_id(identifier):
        return f"https://arxiv.org/abs/{identifier}"
    return f"https://doi.org/{identifier}" if doi(identifier) else None
