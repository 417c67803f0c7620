"""A graph in Python: everything that the ``kg`` command answers, as values.

``kg.open`` opens a graph that ``kg build`` made, a file or a ``neo4j://`` address::

    >>> import kg
    >>> graph = kg.open("graph.lbug")

Names are names or aliases, in any case. Templates are asked by name; ``kg query --list`` lists them::

    >>> graph.query("models-for-task", task="text classification", limit=1).columns[:4]
    ('model', 'type', 'task', 'papers')
    >>> graph.entity("bert").papers
    4

What the templates do not answer has a method of its own; every answer carries its evidence::

    >>> for row in graph.leaderboard("GLUE"):
    ...     print(row.rank, row.system, row.value, row.paper)
    1 RoBERTa 88.5% p2
    2 BERT 80.5% p1

    >>> for step in graph.path("LoRA", "BERT"):
    ...     print(step.start_name, step.phrase, step.end_name, f"[{step.paper}]")
    LoRA is applied to GPT-3 [p6]
    GPT-3 is outperformed by BERT [p5]

    >>> found = graph.compare("BERT", "RoBERTa")
    >>> found.a_wins, found.b_wins, found.shared_datasets
    (1, 1, ('GLUE',))

    >>> [entity.name for entity in graph.rank(label="Dataset", limit=2)]
    ['GLUE', 'ImageNet']

The graph can be taken elsewhere::

    >>> graph.to_networkx().nodes["method:lora"]["name"]
    'LoRA'
    >>> len(graph.to_pandas().nodes)
    32
    >>> graph.query("leaderboard", name="GLUE").to_pandas()["value"].tolist()
    ['88.5%', '80.5%']
    >>> graph.close()

It is a context manager, too: ``with kg.open("graph.lbug") as graph: ...``.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import networkx as nx

from extract.ontology import DATASET, SYSTEMS, TASK
from kg.analysis import backbone as backbones
from kg.analysis import communities as partitions
from kg.analysis import comparison, contradictions, gaps, leaderboard, paths, ranking, trends
from kg.analysis.ask import ask
from kg.analysis.communities import Community
from kg.analysis.comparison import Comparison
from kg.analysis.contradictions import CircleStep, Contradiction
from kg.analysis.entity_graph import cooccurrence, entity_graph
from kg.analysis.gaps import Gap
from kg.analysis.leaderboard import Standing
from kg.analysis.lookup import Found, find_in_store
from kg.analysis.paths import Step
from kg.analysis.ranking import Ranked
from kg.analysis.skeleton import said_in_store, skeleton
from kg.analysis.trends import Trend
from kg.entity import EntityCard, entity_cards
from kg.graph import Graph
from kg.schema import CLAIM_TYPES
from kg.store import Rows, Store, open_store
from kg.store.base import load_pandas

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Tables:
    """A graph as two pandas data frames.

    Attributes:
        nodes: one row a node, with ``label`` and all its properties.
        relationships: one row a relationship, with ``type``, ``start``, ``end`` (ids of the nodes) and all
            its properties; where the offsets of a sentence are called start and end too, they are
            ``start_offset`` and ``end_offset``.
    """

    nodes: "pandas.DataFrame"
    relationships: "pandas.DataFrame"


class KnowledgeGraph:
    """A stored graph and the questions that it answers. :func:`kg.open` makes one.

    What a template answers is asked of the store. Ranking, communities and paths read the graph, without its
    texts, into memory, once: the first of them takes a moment, the next do not. Names are names or aliases in any case;
    an unknown one raises :class:`kg.errors.UserError`, which names the nearest.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> "KnowledgeGraph":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the database."""
        self.store.close()

    # Look-ups

    def query(self, template: str, **values: Any) -> Rows:
        """The rows of a query template, such as ``graph.query("methods-for-task", task="parsing")``.

        Args:
            template: its name; ``kg query --list`` and :func:`queries.templates` list them.
            values: its parameters.

        Raises:
            kg.errors.UserError: no such template, or a parameter that it does not take.
        """
        return ask(self.store, template, **values)

    def cypher(self, statement: str, **parameters: Any) -> Rows:
        """The rows of a read-only Cypher statement, with ``$name`` for parameters.

        Raises:
            kg.errors.UserError: the statement is wrong, or would write.
        """
        return self.store.query(statement, parameters)

    def find(self, name: str, labels: Collection[str] = ()) -> Found:
        """The entity of a name or alias: its node and its own name; that of most papers if there are several.

        Args:
            name: in any case.
            labels: the types it may have; empty for all.
        """
        return find_in_store(self.store, name, labels)

    def entity(self, name: str, labels: Collection[str] = ()) -> EntityCard:
        """Everything that papers say about one entity: roles, claims and results with their sentences.

        Args:
            name: name or alias, in any case.
            labels: the types it may have; empty for all.
        """
        return entity_cards(self.store, self.find(name, labels).key.id)[0]

    # Questions

    def leaderboard(
        self, name: str, *, metric: str = "", lowest_first: bool | None = None, limit: int = 0
    ) -> list[Standing]:
        """Results on a data set, or on the data sets of a task, ranked; see :mod:`kg.analysis.leaderboard`.

        Args:
            name: the data set or the task.
            metric: only results in this metric.
            lowest_first: whether the lowest value is the best; decided by the metric's name when None.
            limit: at most this many for each data set and metric; all when 0.
        """
        found = self.find(name, (DATASET, TASK))
        return leaderboard.leaderboard(
            self.store, found.name, metric=metric, lowest_first=lowest_first, limit=limit
        )

    def compare(self, a: str, b: str) -> Comparison:
        """Two methods or models head to head; see :mod:`kg.analysis.comparison`."""
        systems = sorted(SYSTEMS)
        return comparison.compare(self.store, self.find(a, systems).name, self.find(b, systems).name)

    def gaps(self, task: str, *, min_papers: int = 2, limit: int = 0) -> list[Gap]:
        """Systems and data sets of a task that never met; see :mod:`kg.analysis.gaps`.

        Args:
            task: the task.
            min_papers: only systems and data sets of at least so many papers.
            limit: at most this many; all when 0.
        """
        return gaps.gaps(self.store, self.find(task, (TASK,)).name, min_papers=min_papers, limit=limit)

    def contradictions(
        self, name: str = "", *, min_confidence: float = 0.0, limit: int = 0
    ) -> list[Contradiction]:
        """Papers that state opposite outcomes; see :mod:`kg.analysis.contradictions`.

        Args:
            name: one of the two systems; all when empty.
            min_confidence: only claims of at least this confidence, 0 to 1.
            limit: at most this many; all when 0.
        """
        own = self.find(name, sorted(SYSTEMS)).name if name else ""
        return contradictions.contradictions(self.store, name=own, min_confidence=min_confidence, limit=limit)

    def circles(
        self, name: str = "", *, length: int = 3, min_confidence: float = 0.0, limit: int = 50
    ) -> list[CircleStep]:
        """Circles of systems of which each is said to outperform the next.

        Args:
            name: one of the systems; all circles when empty.
            length: the largest number of systems in a circle.
            min_confidence: only claims of at least this confidence, 0 to 1.
            limit: at most this many circles.
        """
        about = self.find(name, sorted(SYSTEMS)).key if name else None
        return contradictions.circles(
            self._skeleton,
            length=length,
            min_confidence=min_confidence,
            about=about,
            limit=limit,
            said=said_in_store(self.store),
        )

    def trends(
        self,
        *,
        months: int | None = None,
        since: datetime.date | None = None,
        before: datetime.date | None = None,
        until: datetime.date | None = None,
        labels: Collection[str] = (),
        min_papers: int = 3,
        all_changes: bool = False,
    ) -> list[Trend]:
        """What is rising and fading, the surest first; see :mod:`kg.analysis.trends`.

        Args:
            months, since, before, until: the two periods; see :func:`kg.analysis.trends.periods`.
            labels: only entities of these types.
            min_papers: leave out entities of fewer papers in the two periods.
            all_changes: give changes too that chance explains.
        """
        between = trends.periods(self.store, months=months, since=since, before=before, until=until)
        found = trends.trends(self.store, between, labels=tuple(labels), min_papers=min_papers)
        return found if all_changes else [trend for trend in found if trend.significant]

    def rank(
        self,
        *,
        label: str | None = None,
        about: str | None = None,
        by: str = "score",
        limit: int | None = None,
        min_papers: int | None = None,
        seed: int = 0,
    ) -> list[Ranked]:
        """The entities that matter most; see :mod:`kg.analysis.ranking`.

        Args:
            label: only entities of this type.
            about: by closeness to the entity of this name.
            by: ``score`` or ``betweenness``.
            limit: at most this many.
            min_papers: leave out entities of fewer papers.
            seed: for drawing betweenness pivots.
        """
        key = None if about is None else self.find(about).key
        return ranking.rank(
            self._skeleton,
            label=label,
            about=key,
            by=by,
            limit=limit,
            min_papers=min_papers,
            seed=seed,
            entities=self._entities if min_papers is None else None,
        )

    def communities(
        self, *, resolution: float = 1.0, min_size: int = 3, limit: int | None = None, seed: int = 0
    ) -> list[Community]:
        """Fields of entities that belong together; see :mod:`kg.analysis.communities`.

        Args:
            resolution: above 1 for smaller communities, below 1 for larger ones.
            min_size: leave out communities with fewer members.
            limit: at most this many.
            seed: for Louvain.
        """
        return partitions.communities(
            self._skeleton,
            resolution=resolution,
            min_size=min_size,
            limit=limit,
            seed=seed,
            entities=self._entities,
        )

    def path(
        self,
        a: str,
        b: str,
        *,
        avoid: Collection[str] = (),
        types: Collection[str] = CLAIM_TYPES,
        min_confidence: float = 0.0,
    ) -> list[Step] | None:
        """The shortest chain of claims between two things, or None; see :mod:`kg.analysis.paths`.

        Args:
            a, b: the two ends.
            avoid: names of entities not to pass through.
            types: only claims of these types.
            min_confidence: only claims of at least this confidence, 0 to 1.
        """
        start, end = self.find(a), self.find(b)
        if avoid or min_confidence or set(types) != set(CLAIM_TYPES):
            apart = {self.find(name).key for name in avoid}
            linked = paths.links(self._skeleton, types=types, min_confidence=min_confidence, avoid=apart)
        else:
            linked = self._links
        said = said_in_store(self.store)
        return paths.shortest_path(self._skeleton, linked, start.key, end.key, said)

    def report(self, *, about: str | None = None, title: str | None = None, seed: int = 0) -> dict[str, str]:
        """The report as texts by file name: ``report.html`` and ``report.md``; see :mod:`kg.report`.

        Args:
            about: only the papers that mention the entity of this name.
            title: of the report.
            seed: for what is drawn by chance.
        """
        from kg.report.content import compose
        from kg.report.markdown import markdown
        from kg.report.page import html
        from kg.report.topic import about as part_about
        from kg.report.topic import stored

        if about is None:
            content = compose(self.store, self.graph, title=title or "What the papers say", seed=seed)
        else:
            topic = self.find(about)
            part = part_about(self.graph, topic.key)
            with stored(part) as store:
                heading = title or f"What papers say about {topic.name}"
                content = compose(store, part, title=heading, topic=topic.name, seed=seed)
        return {"report.html": html(content), "report.md": markdown(content, "report.html")}

    # The graph as other libraries have it

    @cached_property
    def graph(self) -> Graph:
        """The whole stored graph, read at the first use."""
        return self.store.graph()

    @cached_property
    def _skeleton(self) -> Graph:
        """The graph without its texts, read at the first use; the whole graph if that was read already."""
        return self.__dict__.get("graph") or skeleton(self.store)

    @cached_property
    def _entities(self) -> nx.Graph:
        """The damped entity graph, which ranking and communities share."""
        return entity_graph(self._skeleton)

    @cached_property
    def _links(self) -> nx.Graph:
        """All claims as links, for paths that nothing narrows."""
        return paths.links(self._skeleton)

    def backbone(self, *, level: float = backbones.LEVEL) -> nx.Graph:
        """The significant co-occurrences; see :mod:`kg.analysis.backbone`.

        Args:
            level: the highest probability by chance, above 0 and up to 1.
        """
        return backbones.backbone(cooccurrence(self._skeleton), level=level)

    def to_networkx(self) -> nx.MultiDiGraph:
        """The whole graph for NetworkX.

        A node is its id, with ``label`` and all its properties as attributes; an edge has its type and paper
        as key, with ``type`` and all its properties as attributes.
        """
        result: nx.MultiDiGraph = nx.MultiDiGraph()
        for node, properties in sorted(self.graph.nodes.items()):
            result.add_node(node.id, label=node.label, **properties)
        for key in sorted(self.graph.relationships):
            attributes = {"type": key.type, **self.graph.relationships[key]}
            result.add_edge(key.start.id, key.end.id, key=(key.type, key.paper), **attributes)
        return result

    def to_pandas(self) -> Tables:
        """The whole graph as two data frames. For the rows of a query: ``graph.query(...).to_pandas()``.

        Raises:
            kg.errors.UserError: pandas is not installed.
        """
        pandas = load_pandas()
        nodes = [{"label": node.label, **properties} for node, properties in sorted(self.graph.nodes.items())]
        relationships = []
        for key in sorted(self.graph.relationships):
            properties = dict(self.graph.relationships[key])
            for offset in ("start", "end"):
                if offset in properties:
                    properties[f"{offset}_offset"] = properties.pop(offset)
            relationships.append({"type": key.type, "start": key.start.id, "end": key.end.id, **properties})
        return Tables(pandas.DataFrame(nodes), pandas.DataFrame(relationships))


def open(address: str | Path = "graph.lbug", *, database: str | None = None) -> KnowledgeGraph:
    """Open a graph.

    Args:
        address: the file of an embedded graph, or a ``neo4j://`` or ``bolt://`` address.
        database: the Neo4j database; its default database when None.

    Raises:
        kg.errors.UserError: there is none, it is no graph of kg, or the server cannot be reached.
    """
    return KnowledgeGraph(open_store(str(address), database=database))
