"""What a report says: every section as values, every number with its evidence."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from extract.ontology import RELATIONS, TASK
from kg.analysis.communities import Community, communities
from kg.analysis.contradictions import Contradiction, contradictions
from kg.analysis.entity_graph import entity_graph
from kg.analysis.gaps import Gap, gaps
from kg.analysis.leaderboard import Standing, leaderboard
from kg.analysis.ranking import Ranked, rank
from kg.analysis.trends import Periods, Trend, periods, trends
from kg.errors import UserError
from kg.graph import Graph, NodeKey, RelationshipKey
from kg.report import charts
from kg.report.evidence import Book, Line, Number
from kg.schema import CLAIM_TYPES, ENTITY_LABELS, NODES, PAPER, RESULT, ROLE_TYPES
from kg.store import Store

TOP = 10
CENTRAL = 12
NEW = 12
TRENDS = 10
BOARDS, BOARD_ROWS = 8, 6
COMMUNITIES, DRAWN = 8, 10
CONTRADICTIONS = 12
GAP_TASKS, GAP_ROWS = 4, 5
SPARK_POINTS = 12


@dataclass(frozen=True)
class Bar:
    """An entity with the papers that mention and introduce it; ``share`` of the longest bar, 0 to 1."""

    name: str
    type: str
    papers: Number
    introduced: Number | None
    share: float


@dataclass(frozen=True)
class TypeSection:
    """The most mentioned entities of a type, of ``total`` of them."""

    label: str
    meaning: str
    total: int
    bars: list[Bar]


@dataclass(frozen=True)
class Central:
    """An entity with its rank in the damped graph."""

    entity: Ranked
    papers: Number


@dataclass(frozen=True)
class New:
    """Something that a paper of the later period introduces, and how many papers have taken it up."""

    name: str
    type: str
    line: Line
    papers: Number


@dataclass(frozen=True)
class Moving:
    """A trend with its papers in the two periods and its course."""

    trend: Trend
    later: Number
    earlier: Number
    course: Markup


@dataclass(frozen=True)
class BoardRow:
    """A result of a leaderboard with its paper."""

    standing: Standing
    line: Line
    anchor: str


@dataclass(frozen=True)
class Board:
    """One ranking; ``total`` results of which the first are given."""

    dataset: str
    metric: str
    unit: str
    kind: str
    total: int
    rows: list[BoardRow]


@dataclass(frozen=True)
class Field:
    """A community with its picture and its central members."""

    community: Community
    papers: Number
    members: list[Bar]
    picture: Markup


@dataclass(frozen=True)
class Disputed:
    """A contradiction with its two papers."""

    found: Contradiction
    one: Line
    other: Line


@dataclass(frozen=True)
class GapRow:
    """A gap with the papers of both sides."""

    gap: Gap
    used: Line
    measured: Line
    system_papers: Number
    dataset_papers: Number


@dataclass(frozen=True)
class GapSection:
    """The gaps of one task."""

    task: str
    papers: Number
    rows: list[GapRow]


@dataclass(frozen=True)
class Report:
    """Everything that a report says. An empty section is None or an empty list, and says why on the page."""

    title: str
    topic: str | None
    papers: Number
    first: datetime.date | None
    last: datetime.date | None
    claims: list[tuple[str, Number]]
    results: Number
    timeline: Markup | None
    types: list[TypeSection]
    central: list[Central]
    between: Periods | None
    new: list[New]
    rising: list[Moving]
    fading: list[Moving]
    boards: list[Board]
    fields: list[Field]
    disputed: list[Disputed]
    gaps: list[GapSection]
    book: Book


def compose(store: Store, graph: Graph, *, title: str, topic: str | None = None, seed: int = 0) -> Report:
    """Ask a graph everything that a report says.

    Args:
        store: the graph, to ask templates.
        graph: the same graph in memory.
        title: of the report.
        topic: the name of the entity that all its papers mention, if it is about one.
        seed: for what is drawn by chance.

    Raises:
        kg.errors.UserError: the graph holds no paper.
    """
    papers = sorted(key.id for key in graph.nodes if key.label == PAPER)
    if not papers:
        raise UserError("the graph is empty, so there is nothing to report: kg build PAPERS... fills it")
    composer = _Composer(store, graph, seed)
    dates = sorted(date for paper in papers if (date := composer.date(paper)) is not None)
    between = periods(store) if dates and dates[0] < dates[-1] else None
    moving = composer.moving(between) if between else []
    return Report(
        title,
        topic,
        composer.book.papers("All papers", papers, 'kg query find-papers text=""'),
        dates[0] if dates else None,
        dates[-1] if dates else None,
        composer.claims(),
        composer.results(),
        composer.timeline(dates),
        [composer.type_section(label) for label in ENTITY_LABELS],
        composer.central(),
        between,
        composer.new(between) if between else [],
        [row for row in moving if row.trend.direction == "rising"][:TRENDS],
        [row for row in moving if row.trend.direction == "fading"][:TRENDS],
        composer.boards(),
        composer.fields(),
        composer.disputed(),
        composer.gaps(),
        composer.book,
    )


class _Composer:
    """The look-ups that the sections share."""

    def __init__(self, store: Store, graph: Graph, seed: int) -> None:
        self.store, self.graph, self.seed = store, graph, seed
        self.book = Book(graph)
        self.entities = entity_graph(graph)
        self.roles: dict[NodeKey, list[RelationshipKey]] = defaultdict(list)
        for key in graph.relationships:
            if key.type in ROLE_TYPES:
                self.roles[key.end].append(key)
        self.named: dict[tuple[str, str], NodeKey] = {}
        for node in sorted(graph.nodes, key=lambda node: (graph.nodes[node].get("papers") or 0, node)):
            if node.label in ENTITY_LABELS:
                self.named[node.label, graph.nodes[node]["name"]] = node

    def date(self, paper: str) -> datetime.date | None:
        found: datetime.date | None = self.graph.nodes.get(NodeKey(PAPER, paper), {}).get("date")
        return found

    def mentions(self, node: NodeKey) -> Number:
        name = self.graph.nodes[node]["name"]
        return self.book.relationships(
            f"Papers that mention {name} ({node.label})",
            self.roles[node],
            f'kg query papers-for-entity name="{name}"',
        )

    def bar(self, node: NodeKey, longest: int) -> Bar:
        name = self.graph.nodes[node]["name"]
        introducing = [key for key in self.roles[node] if key.type == "INTRODUCES"]
        papers = self.mentions(node)
        return Bar(
            name,
            node.label,
            papers,
            self.book.relationships(f"Papers that introduce {name} ({node.label})", introducing)
            if introducing
            else None,
            papers.value / max(1, longest),
        )

    def claims(self) -> list[tuple[str, Number]]:
        by_type: dict[str, list[RelationshipKey]] = defaultdict(list)
        for key in self.graph.relationships:
            if key.type in CLAIM_TYPES:
                by_type[key.type].append(key)
        return [
            (
                RELATIONS[kind].phrase,
                self.book.relationships(
                    f"Papers that claim that something {RELATIONS[kind].phrase} something",
                    by_type[kind],
                    f'kg query --cypher "MATCH (a)-[r:{kind}]->(b) RETURN a.name, b.name, r.paper, r.sentence"',
                ),
            )
            for kind in CLAIM_TYPES
            if by_type[kind]
        ]

    def results(self) -> Number:
        papers = {properties["paper"] for properties in self.graph.labelled(RESULT)}
        return self.book.papers("Papers that report results", papers)

    def timeline(self, dates: list[datetime.date]) -> Markup | None:
        if not dates or dates[0] == dates[-1]:
            return None
        by_month = (dates[-1].year - dates[0].year) * 12 + dates[-1].month - dates[0].month < 30
        within: dict[tuple[int, int], list[str]] = defaultdict(list)
        for key in self.graph.nodes:
            if key.label == PAPER and (date := self.date(key.id)) is not None:
                within[date.year, date.month if by_month else 0].append(key.id)
        start, end = min(within), max(within)
        spans = [
            (year, month)
            for year in range(start[0], end[0] + 1)
            for month in (range(1, 13) if by_month else (0,))
            if start <= (year, month) <= end
        ]
        columns = []
        for year, month in spans:
            label = f"{year}-{month:02}" if month else str(year)
            number = (
                self.book.papers(f"Papers of {label}", within[year, month]) if within[year, month] else None
            )
            columns.append(
                charts.Column(label, number.value if number else 0, number.anchor if number else "")
            )
        return charts.columns(columns, title=f"Papers by {'month' if by_month else 'year'}")

    def type_section(self, label: str) -> TypeSection:
        nodes = [node for node in self.graph.nodes if node.label == label]
        top = sorted(nodes, key=lambda node: (-self.graph.nodes[node]["papers"], node))[:TOP]
        longest = self.graph.nodes[top[0]]["papers"] if top else 1
        return TypeSection(label, NODES[label].meaning, len(nodes), [self.bar(node, longest) for node in top])

    def central(self) -> list[Central]:
        found = rank(self.graph, limit=CENTRAL, seed=self.seed, entities=self.entities)
        return [Central(row, self.mentions(row.entity)) for row in found]

    def new(self, between: Periods) -> list[New]:
        first: dict[NodeKey, RelationshipKey] = {}
        for node, keys in self.roles.items():
            for key in keys:
                date = self.date(key.paper)
                if key.type != "INTRODUCES" or date is None or not between.since <= date < between.until:
                    continue
                if node not in first or date < (self.date(first[node].paper) or date):
                    first[node] = key
        # What existed before the period is not new, whoever says that they introduce it.
        fresh = [
            node
            for node in first
            if (seen := self.graph.nodes[node].get("first_seen")) is not None and seen >= between.since
        ]
        fresh.sort(
            key=lambda node: (
                -self.graph.nodes[node]["papers"],
                -(self.graph.relationships[first[node]].get("confidence") or 0.0),
                node,
            )
        )
        rows = []
        for node in fresh[:NEW]:
            properties = self.graph.relationships[first[node]]
            line = self.book.line(
                first[node].paper, properties.get("sentence") or "", properties.get("confidence")
            )
            rows.append(New(self.graph.nodes[node]["name"], node.label, line, self.mentions(node)))
        return rows

    def moving(self, between: Periods) -> list[Moving]:
        found = [trend for trend in trends(self.store, between) if trend.significant]
        steps = SPARK_POINTS
        days = (between.until - between.before).days
        totals = Counter[int]()
        for key in self.graph.nodes:
            if key.label == PAPER and (place := _place(self.date(key.id), between, days, steps)) is not None:
                totals[place] += 1
        split = round(steps * (between.since - between.before).days / days)
        rows = []
        for trend in found:
            node = self.named.get((trend.type, trend.name))
            if node is None:
                continue
            later: list[RelationshipKey] = []
            earlier: list[RelationshipKey] = []
            counts = Counter[int]()
            for role in self.roles[node]:
                date = self.date(role.paper)
                place = _place(date, between, days, steps)
                if date is None or place is None:
                    continue
                (later if date >= between.since else earlier).append(role)
                counts[place] += 1
            course = charts.sparkline(
                [counts[place] / totals[place] if totals[place] else 0.0 for place in range(steps)],
                title=f"Share of the papers that mention {trend.name}",
                split=split,
            )
            span = f"{trend.name} ({trend.type})"
            rows.append(
                Moving(
                    trend,
                    self.book.relationships(f"Papers from {between.since} on that mention {span}", later),
                    self.book.relationships(f"Papers before {between.since} that mention {span}", earlier),
                    course,
                )
            )
        return rows

    def boards(self) -> list[Board]:
        counts = self.store.query(
            "MATCH (r:Result)-[:RESULT_ON]->(d:Dataset) RETURN d.name AS name, count(r) AS results, d.id AS id "
            f"ORDER BY results DESC, id LIMIT {BOARDS}"
        ).rows
        boards = []
        seen = set()
        for name, results, _ in counts:
            if results < 2 or name in seen:
                continue
            seen.add(name)
            standings = [row for row in leaderboard(self.store, name) if row.dataset == name]
            groups = [
                (key, list(rows))
                for key, rows in groupby(standings, key=lambda row: (row.metric, row.unit, row.kind))
            ]
            # Values without a metric cannot be compared.
            groups = [group for group in groups if group[0][0]]
            groups.sort(key=lambda group: (-len(group[1]), group[0]))
            for (metric, unit, kind), rows in groups[:2]:
                if len(rows) > 1:
                    boards.append(
                        Board(
                            name,
                            metric,
                            unit,
                            kind,
                            len(rows),
                            [self._board_row(r) for r in rows[:BOARD_ROWS]],
                        )
                    )
        return boards

    def _board_row(self, row: Standing) -> BoardRow:
        line = self.book.line(row.paper, row.sentence, row.confidence)
        number = self.book.lines(f"{row.system}: {row.value} on {row.dataset}", [line])
        return BoardRow(row, line, number.anchor)

    def fields(self) -> list[Field]:
        found = communities(self.graph, limit=COMMUNITIES, seed=self.seed, entities=self.entities)
        if not found:
            return []
        papers = self._papers_of(found)
        rows = []
        for community, within in zip(found, papers, strict=True):
            drawn = community.members[:DRAWN]
            longest = max(self.graph.nodes[node]["papers"] for node in drawn)
            members = [self.bar(node, longest) for node in drawn]
            anchors = {node: bar.papers.anchor for node, bar in zip(drawn, members, strict=True)}
            title = f"{community.name}: its central members and their ties"
            rows.append(
                Field(
                    community,
                    self.book.papers(f"Papers that mention two or more of: {community.name}, ...", within),
                    members,
                    charts.network(self.entities, drawn, anchors, title=title),
                )
            )
        return rows

    def _papers_of(self, found: list[Community]) -> list[list[str]]:
        """The papers that mention at least two members of each community."""
        result = []
        for community in found:
            counts = Counter(
                paper for node in community.members for paper in {key.paper for key in self.roles[node]}
            )
            result.append([paper for paper, count in counts.items() if count > 1])
        return result

    def disputed(self) -> list[Disputed]:
        return [
            Disputed(
                row,
                self.book.line(row.paper, row.sentence, row.confidence),
                self.book.line(row.other_paper, row.other_sentence, row.other_confidence),
            )
            for row in contradictions(self.store, limit=CONTRADICTIONS)
        ]

    def gaps(self) -> list[GapSection]:
        tasks = sorted(
            (node for node in self.graph.nodes if node.label == TASK),
            key=lambda node: (-self.graph.nodes[node]["papers"], node),
        )
        sections = []
        for task in tasks[: 5 * GAP_TASKS]:
            name = self.graph.nodes[task]["name"]
            rows = [row for row in gaps(self.store, name, limit=GAP_ROWS) if row.task == name]
            if rows:
                sections.append(GapSection(name, self.mentions(task), [self._gap_row(row) for row in rows]))
            if len(sections) == GAP_TASKS:
                break
        return sections

    def _gap_row(self, row: Gap) -> GapRow:
        return GapRow(
            row,
            self.book.line(row.paper, row.sentence, row.confidence),
            self.book.line(row.dataset_paper, row.dataset_sentence, row.dataset_confidence),
            self.mentions(self.named[row.type, row.system]),
            self.mentions(self.named["Dataset", row.dataset]),
        )


def _place(date: datetime.date | None, between: Periods, days: int, steps: int) -> int | None:
    """In which of so many equal parts of the two periods a date falls."""
    if date is None or not between.before <= date < between.until:
        return None
    return (date - between.before).days * steps // days
