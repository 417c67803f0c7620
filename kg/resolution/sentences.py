"""The sentence around a mention, for evidence."""

import re

_END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[$\\]?[A-Z0-9])|\n+")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|et al|cf|vs|Fig|Eq|Sec|resp|approx|w\.r\.t|[A-Z])\.)$")


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence of ``text`` that holds the span, without surrounding white space."""
    first, last = 0, len(text)
    for match in _END.finditer(text):
        if match[0][0] != "\n" and _NO_END.search(text, max(0, match.start() - 8), match.start() + 1):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end - 1:
            last = match.end()
            break
    return text[first:last].strip()
