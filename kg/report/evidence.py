"""What stands behind the numbers of a report: for each, its papers and their sentences."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.graph import Graph, NodeKey, RelationshipKey
from kg.schema import PAPER

MOST = 60
"""So many papers are listed for one number; for the rest a command is given that lists them all."""


@dataclass(frozen=True)
class Line:
    """A paper with the sentence that counts; empty sentence, no confidence when the paper itself is meant."""

    paper: str
    title: str
    url: str | None
    date: datetime.date | None
    sentence: str = ""
    confidence: float | None = None


@dataclass(frozen=True)
class Number:
    """A number with the anchor of what stands behind it."""

    value: int
    anchor: str

    def __str__(self) -> str:
        return f"{self.value:,}"


@dataclass(frozen=True)
class Entry:
    """One list of evidence: ``total`` lines, of which the first are given, and a command for the rest."""

    anchor: str
    title: str
    lines: list[Line]
    total: int
    command: str


@dataclass
class Book:
    """All evidence of a report. The same evidence gets one anchor, however often it is asked for."""

    graph: Graph
    entries: dict[str, Entry] = field(default_factory=dict)
    _anchors: dict[tuple[str, tuple[Line, ...]], str] = field(default_factory=dict)

    def papers(self, title: str, papers: Iterable[str], command: str = "") -> Number:
        """The number of some papers, newest first."""
        return self._number(title, [self.line(paper) for paper in set(papers)], command)

    def relationships(self, title: str, keys: Iterable[RelationshipKey], command: str = "") -> Number:
        """The number of papers behind some roles or claims, with the surest sentence of each."""
        best: dict[str, RelationshipKey] = {}
        for key in sorted(keys):
            if key.paper not in best or self._confidence(key) > self._confidence(best[key.paper]):
                best[key.paper] = key
        lines = []
        for paper, key in best.items():
            properties = self.graph.relationships[key]
            lines.append(self.line(paper, properties.get("sentence") or "", self._confidence(key)))
        return self._number(title, lines, command)

    def lines(self, title: str, lines: Iterable[Line], command: str = "") -> Number:
        """The number of some lines."""
        return self._number(title, list(lines), command)

    def line(self, paper: str, sentence: str = "", confidence: float | None = None) -> Line:
        """A paper of the graph with a sentence."""
        known = self.graph.nodes.get(NodeKey(PAPER, paper), {})
        return Line(
            paper, known.get("title") or paper, known.get("url"), known.get("date"), sentence, confidence
        )

    def _number(self, title: str, lines: list[Line], command: str) -> Number:
        lines.sort(key=lambda line: (-(line.date or datetime.date.min).toordinal(), line.paper))
        shown = lines[:MOST]
        anchor = self._anchors.setdefault((title, tuple(shown)), f"e{len(self._anchors) + 1}")
        self.entries[anchor] = Entry(anchor, title, shown, len(lines), command)
        return Number(len(lines), anchor)

    def _confidence(self, key: RelationshipKey) -> float:
        return self.graph.relationships[key].get("confidence") or 0.0
