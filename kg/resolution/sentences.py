"""The sentences around mentions, for evidence."""

import re
from bisect import bisect_right

_END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[$\\]?[A-Z0-9])|\n+")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|et al|cf|vs|Fig|Eq|Sec|resp|approx|w\.r\.t|[A-Z])\.)$")


class Sentences:
    """The sentences of one text, found once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in _END.finditer(text) if _ends(text, match)), len(text)]

    def around(self, start: int, end: int) -> str:
        """The sentence that holds a span, or the sentences that it crosses, without surrounding white space."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_right(self._starts, max(end - 1, start))
        stop = self._starts[last] if last < len(self._starts) else len(self._text)
        return self._text[self._starts[first] : stop].strip()


def _ends(text: str, match: re.Match[str]) -> bool:
    return match[0][0] == "\n" or not _NO_END.search(text, max(0, match.start() - 8), match.start() + 1)
