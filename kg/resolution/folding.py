"""Folding: surfaces that differ only in how they are written get one form.

Case, hyphens and spaces, plural, British and American spelling, Unicode and LaTeX, ``'24`` and ``2024`` are
folded away. Digits, and the signs that carry meaning in names (``+``, ``@``, ``/``, ``*``, ``%``), are kept.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_DATA = tomllib.loads((files(__package__) / "folding.toml").read_text(encoding="utf-8"))
_ENDINGS: list[tuple[str, str]] = [(british, american) for british, american in _DATA["endings"]]
_SAME_EVERYWHERE = frozenset(_DATA["same_everywhere"])
_WORDS: dict[str, str] = _DATA["words"]
_PLURALS: dict[str, str] = _DATA["plurals"]
_GREEK: dict[str, str] = _DATA["greek"]
_NUMBERS: dict[str, str] = _DATA["numbers"]

_LATEX_ACCENT = re.compile(r"\\(?:[`'^\"~=.]\s*\{?|[Hcuvdbrk]\{)([A-Za-z])\}?")
_LATEX_COMMAND = re.compile(r"\\([A-Za-z]+)\s?")
_LATEX_SIGN = re.compile(r"[${}^_\\]")
_POSSESSIVE = re.compile(r"(?<=[a-z])['’]s\b")
_TOKEN = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+|[+@/*%#&×⊥∞]")


@dataclass(frozen=True, slots=True)
class Form:
    """A folded surface.

    Attributes:
        tokens: words, numbers and signs, folded one by one.
        key: the tokens written together; surfaces with the same key are the same name.
    """

    tokens: tuple[str, ...]
    key: str

    @property
    def slug(self) -> str:
        """The form as part of an id: tokens joined by hyphens, numbers kept with the name they follow."""
        return "-".join(self.tokens)


@lru_cache(maxsize=1 << 18)
def fold(surface: str) -> Form:
    """The form of a surface; a surface without letters, digits or signs folds to itself."""
    text = _unlatex(surface) if "\\" in surface or "$" in surface or "^" in surface else surface
    text = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", text))
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    raw = _TOKEN.findall(text)
    tokens = tuple(_fold_token(token, len(raw)) for token in raw)
    if not tokens:
        tokens = (surface.strip().casefold() or "?",)
    return form_of(_short_years(tokens))


def form_of(tokens: tuple[str, ...]) -> Form:
    """The form that consists of these folded tokens."""
    return Form(tokens, _write_together(tokens))


def _unlatex(text: str) -> str:
    text = _LATEX_ACCENT.sub(r"\1", text)
    text = _LATEX_COMMAND.sub(lambda match: _GREEK.get(match[1], ""), text)
    return _LATEX_SIGN.sub("", text)


def _fold_token(token: str, size: int) -> str:
    if not token[0].isalpha():
        return "and" if token == "&" else token.removesuffix(".0")
    # "GPS" and "SOTAS" are names, "LLMs" is a plural, and a title may be set in capitals.
    if token.isupper() and (size == 1 or len(token) < 6):
        return token.casefold()
    word = token.casefold()
    word = _NUMBERS.get(word, word)
    return american(singular(word))


def singular(word: str) -> str:
    """The singular of a lower-case English noun; other words come back as they are."""
    if word in _PLURALS:
        return _PLURALS[word]
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1]


def american(word: str) -> str:
    """The American spelling of a lower-case English word."""
    if word in _WORDS:
        return _WORDS[word]
    if len(word) < 6 or word in _SAME_EVERYWHERE:
        return word
    for british, ending in _ENDINGS:
        if word.endswith(british):
            return word.removesuffix(british) + ending
    return word


def _short_years(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """``AIME 2024`` and ``AIME'24`` are one: the years 2000 to 2039 after a name lose their century."""
    return tuple(
        token[2:] if index and len(token) == 4 and token.isdigit() and "2000" <= token < "2040" else token
        for index, token in enumerate(tokens)
    )


def _write_together(tokens: tuple[str, ...]) -> str:
    parts: list[str] = []
    for token in tokens:
        if parts and token[0].isdigit() and parts[-1][-1].isdigit():
            parts.append("-")
        parts.append(token)
    return "".join(parts)
