"""RIS, the exchange format of reference managers: two-letter tags, ``TY`` starts a record and ``ER`` ends it.

Read are ``TI``/``T1`` (title), ``AB``/``N2`` (abstract), ``AU``/``A1`` (authors), ``DA``/``PY``/``Y1``
(date), ``DO``, ``UR``, ``L1``/``L2``/``AN``/``M1`` (for an arXiv id) and ``KW`` (keywords). A line without
a tag goes on with the one before it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from extract.sources.base import Found, Malformed, RecordError, Text
from extract.sources.fields import make_paper

_TAG = re.compile(r"([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*)|$)")
_START = re.compile(r"^TY {1,2}- ?", re.MULTILINE)


class Ris:
    """RIS records."""

    name = "RIS"
    suffixes = (".ris",)

    def recognises(self, head: str) -> bool:
        """A line starts a record with the tag TY."""
        return bool(_START.search(head))

    def read(self, text: Text) -> Iterator[Found]:
        """One paper a record. What stands before the first record is passed over."""
        start = 0
        tag = ""
        fields: dict[str, list[str]] = defaultdict(list)
        for number, line in text.lines():
            match = _TAG.match(line.lstrip())
            if match is None:
                if start and tag and line.strip():
                    fields[tag][-1] += " " + line.strip()
                continue
            tag = match[1]
            if tag == "TY":
                if start:  # the record before was not ended
                    yield _record(start, fields)
                start, fields = number, defaultdict(list)
            elif tag == "ER":
                if start:
                    yield _record(start, fields)
                start, tag = 0, ""
                continue
            if start:
                fields[tag].append((match[2] or "").strip())
        if start:
            yield _record(start, fields)


def _record(line: int, fields: dict[str, list[str]]) -> Found:
    def first(*tags: str) -> str | None:
        return next((value for tag in tags for value in fields.get(tag, ()) if value), None)

    def every(*tags: str) -> list[str]:
        return [value for tag in tags for value in fields.get(tag, ())]

    try:
        return line, make_paper(
            title=first("TI", "T1", "CT", "BT"),
            abstract=first("AB", "N2"),
            ids=every("DO", "UR", "L1", "L2", "AN", "M1", "M3"),
            dates=every("DA", "PY", "Y1"),
            authors=every("AU", "A1"),
            categories=every("KW"),
            url=first("UR"),
        )
    except RecordError as error:
        return line, Malformed(str(error))
