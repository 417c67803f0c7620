"""What is known before any paper is read: abbreviations and synonyms that several papers agree on."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.resolution.folding import Form, form_of

ANY_LABEL = "-"
"""Stands for the label where a fact does not say it."""

Fact = tuple[str, Form, Form, int]
"""Label, two names of one thing, and the number of papers that say so."""


@dataclass(frozen=True)
class Knowledge:
    """Facts with the number of papers that state them.

    Attributes:
        expansions: label, abbreviation, full form, papers.
        synonyms: label, full form, other full form, papers.
    """

    expansions: tuple[Fact, ...] = ()
    synonyms: tuple[Fact, ...] = ()


@cache
def shipped() -> Knowledge:
    """The facts that the package ships; :mod:`kg.resolution.facts` counted them."""
    return parse((files(__package__) / "facts.tsv").read_text(encoding="utf-8"))


def parse(text: str) -> Knowledge:
    """Facts from tab-separated lines: kind, label, name, other name, number of papers."""
    facts: dict[str, list[Fact]] = {"expansion": [], "synonym": []}
    for line in text.splitlines():
        kind, label, one, other, papers = line.split("\t")
        facts[kind].append((label, _form(one), _form(other), int(papers)))
    return Knowledge(tuple(facts["expansion"]), tuple(facts["synonym"]))


def _form(name: str) -> Form:
    # The names in the file are folded already.
    return form_of(tuple(name.split(" ")))
