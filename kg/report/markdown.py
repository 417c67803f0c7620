"""Writes a report as Markdown; its numbers link to the evidence in the HTML page beside it."""

import re
from collections.abc import Iterable, Sequence

from kg.report.content import Report
from kg.report.evidence import Line, Number

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def markdown(report: Report, page: str) -> str:
    """The report as Markdown.

    Args:
        report: what to write.
        page: file name of the HTML page, which holds the evidence.
    """
    return _Writer(page).report(report)


class _Writer:
    def __init__(self, page: str) -> None:
        self.page = page

    def report(self, report: Report) -> str:
        span = f", {report.first} to {report.last}" if report.first else ""
        topic = f", all that mention {_text(report.topic)}" if report.topic else ""
        parts = [
            f"# {_text(report.title)}",
            f"{self._papers(report.papers)}{span}{topic}. Every number leads to its papers and sentences.",
            "## What is in it",
            _table(
                ("what", "how many"),
                [
                    ("papers", self._number(report.papers)),
                    *((f"{section.label.lower()}s", f"{section.total:,}") for section in report.types),
                    ("papers with results", self._number(report.results)),
                ],
            ),
            *(
                [
                    "### What papers claim",
                    _table(
                        ("claim", "papers"),
                        [(f"something {phrase} something", self._number(n)) for phrase, n in report.claims],
                    ),
                ]
                if report.claims
                else []
            ),
            "## Top entities by type",
        ]
        for section in report.types:
            parts += [
                f"### {section.label}: {section.meaning}",
                _table(
                    ("name", "papers", "introduced in"),
                    [
                        (
                            _text(bar.name),
                            self._number(bar.papers),
                            self._number(bar.introduced) if bar.introduced else "",
                        )
                        for bar in section.bars
                    ],
                )
                if section.bars
                else "No paper mentions one.",
            ]
        parts += [
            "## What it revolves around",
            _table(
                ("name", "type", "PageRank, hubs damped", "papers"),
                [
                    (
                        _text(row.entity.name),
                        row.entity.type,
                        f"{row.entity.score:.1f}",
                        self._number(row.papers),
                    )
                    for row in report.central
                ],
            )
            if report.central
            else "No entity is in enough papers to be ranked.",
            "## New and rising",
            *self._new(report),
            "## Leaderboards",
            *self._boards(report),
            "## Communities",
            _table(
                ("community", "members", "papers"),
                [
                    (_text(f.community.name), f"{len(f.community.members):,}", self._number(f.papers))
                    for f in report.fields
                ],
            )
            if report.fields
            else "Too few entities are in more than one paper for communities.",
            "## Contradictions",
            *self._disputed(report),
            "## Gaps",
            *self._gaps(report),
        ]
        return "\n\n".join(parts) + "\n"

    def _new(self, report: Report) -> Iterable[str]:
        if report.between is None:
            yield "The papers have no dates, or all have one."
            return
        yield f"{report.between}."
        for title, rows in (("Rising", report.rising), ("Fading", report.fading)):
            yield f"### {title}"
            yield (
                _table(
                    ("name", "type", "later", "earlier", "p"),
                    [
                        (
                            _text(row.trend.name),
                            row.trend.type,
                            f"{self._number(row.later)} ({row.trend.share_later:.1%})",
                            f"{self._number(row.earlier)} ({row.trend.share_earlier:.1%})",
                            f"{row.trend.p_value:.1g}",
                        )
                        for row in rows
                    ],
                )
                if rows
                else "Nothing: chance explains every change of share."
            )
        yield f"### Introduced since {report.between.since}"
        for row in report.new:
            yield f"**{_text(row.name)}** ({row.type}, {self._papers(row.papers)})\n\n{_quote(row.line)}"
        if not report.new:
            yield "No paper of this time introduces anything that was not there before."

    def _boards(self, report: Report) -> Iterable[str]:
        for board in report.boards:
            unit = f" in {board.unit}" if board.unit else ""
            yield f"### {_text(board.dataset)}: {_text(board.metric + unit)}{', gain' if board.kind == 'gain' else ''}"
            yield _table(
                ("", "system", "value", "paper"),
                [
                    (
                        str(row.standing.rank or ""),
                        _text(row.standing.system),
                        f"[{_text(row.standing.value)}]({self.page}#{row.anchor})",
                        _paper(row.line),
                    )
                    for row in board.rows
                ],
            )
        if not report.boards:
            yield "No data set has two results in one metric to compare."

    def _disputed(self, report: Report) -> Iterable[str]:
        for row in report.disputed:
            a, b = _text(row.found.system), _text(row.found.other_system)
            yield f"### {a} or {b}"
            yield f"{a} outperforms {b}:\n\n{_quote(row.one)}"
            yield f"{b} outperforms {a}:\n\n{_quote(row.other)}"
        if not report.disputed:
            yield "No two papers state opposite outcomes for the same two systems."

    def _gaps(self, report: Report) -> Iterable[str]:
        for section in report.gaps:
            yield f"### {_text(section.task)} ({self._papers(section.papers)})"
            yield _table(
                ("never evaluated", "on", "expected papers"),
                [
                    (
                        f"{_text(row.gap.system)} ({self._papers(row.system_papers)})",
                        f"{_text(row.gap.dataset)} ({self._papers(row.dataset_papers)})",
                        f"{row.gap.expected:.1f}",
                    )
                    for row in section.rows
                ],
            )
        if not report.gaps:
            yield "None: gaps need tasks with methods used for them and with data sets that measure them."

    def _number(self, number: Number) -> str:
        return f"[{number}]({self.page}#{number.anchor})"

    def _papers(self, number: Number) -> str:
        return f"[{number} paper{'' if number.value == 1 else 's'}]({self.page}#{number.anchor})"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _quote(line: Line) -> str:
    sentence = f"> {_text(line.sentence)}\n>\n" if line.sentence else ""
    return f"{sentence}> {_paper(line)}"


def _paper(line: Line) -> str:
    title = _text(line.title)
    if line.url and line.url.startswith(("https://", "http://")):
        title = f"[{title}](<{line.url.replace('>', '%3E')}>)"
    sure = "" if line.confidence is None else f", confidence {line.confidence:.2f}"
    return f"{title} ({_text(line.paper)}{sure})"


def _text(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
