"""Numbers as a paper writes them: their extent, their unit, and whether they state a gain."""

import re
from dataclasses import dataclass

_VALUE = re.compile(
    r"(?P<sign>[+\-−–±]|\\pm\s?|\$[+\-]?\$?)?"
    r"(?P<number>\d[\d,]*(?:\.\d+)?|\.\d+)"
    r"(?P<unit>\s?\\?%|\s?\$?\\times\$?(?!\s?\d)|\s?×(?!\s?\d)|[xX](?![A-Za-z0-9])"
    r"|\s?(?:percentage points?|points?|pp|percent|dB|ms|FPS|fps|mAP|BLEU|seconds|hours|times)(?![A-Za-z]))?"
)
_GAIN_BEFORE = re.compile(
    r"\b(?:by|improv\w*|gain\w*|increas\w*|reduc\w*|decreas\w*|boost\w*|lower\w*|rais\w*|drop\w*|speed-?ups?|accelerat\w*"
    r"|outperform\w*|surpass\w*|exceed\w*|faster|better|higher|cut\w*|sav\w*)\b[^.;]{0,60}\Z",
    re.IGNORECASE,
)
_ABSOLUTE_BEFORE = re.compile(
    r"\b(?:of|to|reach\w*|achiev\w*|attain\w*|obtain\w*|scor\w*|at|is|was)\s+(?:an?\s+|only\s+|about\s+|up to\s+|over\s+|approximately\s+)?"
    r"(?:\w+\s+){0,3}\Z",
    re.IGNORECASE,
)
_GAIN_AFTER = re.compile(
    r"\A[^.;,]{0,30}\b(?:improvement|gain|increase|reduction|decrease|boost|speed-?up|faster|better|higher|lower|fewer"
    r"|less|smaller|relative|drop)\b",
    re.IGNORECASE,
)
_UNITS = {
    "\\%": "%",
    "percent": "%",
    "\\times": "x",
    "×": "x",
    "times": "x",
    "pp": "points",
    "point": "points",
}


@dataclass(frozen=True)
class Value:
    """A value in a text.

    Attributes:
        start, end: offsets of the value as written, sign and unit included.
        text: as written.
        number: as a float, or None when it is too odd to read.
        unit: ``%``, ``x``, ``points``, another unit as written, or empty.
        gain: True for a difference or a ratio to something else.
    """

    start: int
    end: int
    text: str
    number: float | None
    unit: str
    gain: bool


def value_at(text: str, position: int) -> Value:
    """The value whose number starts at a position of the text."""
    start = position
    while start > 0 and text[start - 1] in "+-−–±.":
        # a hyphen that joins words or a range ("10-20") is no sign
        if text[start - 1] in "-–." and start > 1 and text[start - 2].isalnum():
            break
        start -= 1
    match = _VALUE.match(text, start) or _VALUE.match(text, position)
    if match is None:
        word = re.compile(r"\w+").match(text, position)
        end = word.end() if word else position + 1
        return Value(position, end, text[position:end], None, "", False)
    end = match.end()
    unit = (match["unit"] or "").strip().strip("$").strip()
    unit = "points" if unit.lower().startswith("percentage point") else _UNITS.get(unit, unit)
    unit = "x" if unit == "X" else "points" if unit == "points" else unit
    try:
        number: float | None = float(match["number"].replace(",", ""))
    except ValueError:
        number = None
    sign = (match["sign"] or "").strip("$")
    return Value(start, end, text[start:end], number, unit, is_gain(text, start, end, unit, sign))


def is_gain(text: str, start: int, end: int, unit: str, sign: str) -> bool:
    """Whether a value states a difference or ratio: its sign, its unit and the words around it tell."""
    if sign == "+" or unit == "x":
        return True
    before, after = text[max(0, start - 80) : start], text[end : end + 50]
    if _GAIN_AFTER.match(after):
        return True
    closing = re.search(
        r"\b(?:by|from)\s+(?:an?\s+|up to\s+|over\s+|about\s+|around\s+|approximately\s+|at least\s+)?[\$~]?\Z",
        before,
        re.IGNORECASE,
    )
    if closing:
        return True
    if _ABSOLUTE_BEFORE.search(before):
        return bool(
            re.search(
                r"\b(?:improvement|gain|increase|reduction|decrease|boost|speed-?up)s?\s+of\b[^.;]{0,30}\Z",
                before,
                re.IGNORECASE,
            )
        )
    return bool(_GAIN_BEFORE.search(before))
