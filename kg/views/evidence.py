"""Where a sentence names a thing: the marks that the explorer sets in its evidence."""

from collections.abc import Iterable

Span = tuple[int, int]


def find_mention(sentence: str, surfaces: Iterable[str], taken: Span | None = None) -> Span | None:
    """Offsets of the first surface that the sentence names as a whole word, in the order given.

    The case as written is tried for every surface before any other case.

    Args:
        sentence: the evidence.
        surfaces: the ways the thing may be named, the most likely first.
        taken: a span that the mention must not overlap.
    """
    candidates = [surface for surface in dict.fromkeys(surfaces) if surface.strip()]
    for surface in candidates:
        if span := _whole_word(sentence, surface, taken):
            return span
    lower = sentence.lower()
    if len(lower) != len(sentence):  # a few letters, such as a dotted capital I, grow in lower case
        return None
    for surface in candidates:
        if span := _whole_word(lower, surface.lower(), taken):
            return span
    return None


def _whole_word(sentence: str, surface: str, taken: Span | None) -> Span | None:
    start = sentence.find(surface)
    while start >= 0:
        end = start + len(surface)
        before, after = sentence[start - 1 : start], sentence[end : end + 1]
        apart = taken is None or end <= taken[0] or start >= taken[1]
        if apart and not (before.isalnum() or after.isalnum()):
            return start, end
        start = sentence.find(surface, start + 1)
    return None


def utf16(text: str, span: Span) -> Span:
    """A span in UTF-16 code units, which is how JavaScript counts, from one in code points."""
    if text.isascii():
        return span
    start = len(text[: span[0]].encode("utf-16-le")) // 2
    return start, start + len(text[span[0] : span[1]].encode("utf-16-le")) // 2
