"""What is known before any paper is read: abbreviations and synonyms that many papers agree on."""

import json
import lzma
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.resolution.folding import Form, fold


@dataclass(frozen=True)
class Knowledge:
    """Facts with the number of papers that state them.

    Attributes:
        expansions: (abbreviation, full form, papers).
        synonyms: (name, other name, papers).
    """

    expansions: tuple[tuple[Form, Form, int], ...] = ()
    synonyms: tuple[tuple[Form, Form, int], ...] = ()


@cache
def shipped() -> Knowledge:
    """The facts that the package ships, made by ``python -m kg.resolution.training``."""
    path = files(__package__) / "knowledge.json.xz"
    if not path.is_file():
        return Knowledge()
    data = json.loads(lzma.decompress(path.read_bytes()))
    return Knowledge(_folded(data["expansions"]), _folded(data["synonyms"]))


def _folded(rows: list[tuple[str, str, int]]) -> tuple[tuple[Form, Form, int], ...]:
    return tuple((fold(one), fold(other), count) for one, other, count in rows)
