"""The graph that follows from records once every entity has its node."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extract.ontology import RELATIONS, ROLE_NAMES, ROLE_RELATIONSHIPS
from extract.paper import Paper
from extract.record import Entity, ExtractionRecord, Mention, Relation
from kg.graph import Graph, NodeKey, Properties, RelationshipKey
from kg.resolution.abbreviations import expands, is_abbreviation
from kg.resolution.folding import fold
from kg.resolution.sentences import Sentences
from kg.schema import PAPER, RELATIONSHIPS, RESULT

ALIAS_SHARE = 0.2
"""A node shares a surface with others as its alias when so large a share of the surface's papers mean the node."""

EntityNodes = Mapping[tuple[str, str], NodeKey]


def assemble(
    records: Sequence[ExtractionRecord], nodes: EntityNodes, names: Mapping[NodeKey, str]
) -> tuple[Graph, list[RelationshipKey]]:
    """Build the graph exactly as :mod:`kg.schema` describes it.

    Args:
        records: one record a paper.
        nodes: the node of every entity, by paper id and entity id.
        names: the name of every node.

    Returns:
        The graph, and the claims that it cannot hold: resolution gave an end a type that the relation does
        not admit, or made both ends one thing.
    """
    graph = Graph()
    left_out: list[RelationshipKey] = []
    _add_entities(graph, records, nodes, names)
    for record in records:
        paper = NodeKey(PAPER, record.paper.id)
        graph.nodes[paper] = _paper_properties(record.paper)
        in_paper = _InPaper(record, nodes)
        _add_roles(graph, paper, in_paper)
        left_out.extend(_add_claims(graph, in_paper))
        _add_results(graph, paper, in_paper)
    return graph, left_out


class _InPaper:
    """One record with its entities' nodes and mentions at hand."""

    def __init__(self, record: ExtractionRecord, nodes: EntityNodes) -> None:
        self.record = record
        self.id = record.paper.id
        self.text = record.paper.text
        self.sentences = Sentences(self.text)
        self.entities: dict[str, Entity] = {entity.id: entity for entity in record.entities}
        self.nodes = {
            entity: nodes[self.id, entity] for entity in self.entities if (self.id, entity) in nodes
        }
        self.mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in sorted(record.mentions, key=lambda mention: (mention.start, mention.end)):
            self.mentions[mention.entity].append(mention)

    def surface(self, entity: str, start: int, end: int) -> str:
        """How the paper names an entity within a span: its longest mention there, else its name."""
        inside = [
            self.text[mention.start : mention.end]
            for mention in self.mentions[entity]
            if start <= mention.start and mention.end <= end
        ]
        return max(inside, key=len, default=self.entities[entity].name)


def _add_entities(
    graph: Graph, records: Sequence[ExtractionRecord], nodes: EntityNodes, names: Mapping[NodeKey, str]
) -> None:
    surfaces: dict[NodeKey, Counter[str]] = defaultdict(Counter)
    papers: dict[NodeKey, set[str]] = defaultdict(set)
    introduced: dict[NodeKey, set[str]] = defaultdict(set)
    dates: dict[NodeKey, list[datetime.date]] = defaultdict(list)
    confidence: dict[NodeKey, float] = defaultdict(float)
    for record in records:
        date = iso_date(record.paper.date)
        of_mentions: dict[str, float] = {}
        for mention in record.mentions:
            of_mentions[mention.entity] = max(mention.confidence, of_mentions.get(mention.entity, 0.0))
        for entity in record.entities:
            node = nodes.get((record.paper.id, entity.id))
            if node is None:
                continue
            surfaces[node].update(set(entity.surfaces))
            papers[node].add(record.paper.id)
            if entity.role == ROLE_NAMES[0]:
                introduced[node].add(record.paper.id)
            if date is not None:
                dates[node].append(date)
            confidence[node] = max(confidence[node], of_mentions.get(entity.id, entity.confidence))
    aliases = _own_aliases(surfaces, names)
    for node in sorted(papers):
        name = names[node]
        first = min(dates[node], default=None)
        graph.nodes[node] = {
            "id": node.id,
            "name": name,
            "type": node.label,
            "aliases": sorted(aliases[node] - {name}),
            "keys": sorted({surface.lower() for surface in aliases[node] | {name}}),
            "papers": len(papers[node]),
            "introduced": len(introduced[node]),
            "first_seen": first,
            "last_seen": max(dates[node], default=None),
            "first_year": first.year if first else None,
            "confidence": confidence[node],
        }


def _own_aliases(
    surfaces: Mapping[NodeKey, Counter[str]], names: Mapping[NodeKey, str]
) -> dict[NodeKey, set[str]]:
    """The surfaces by which each node can be looked up.

    A paper on "human pose estimation" calls it "pose estimation" in passing. Whoever asks for that means the
    thing that most papers mean by it: a surface that hardly any of its papers use for a node is not its alias,
    unless it abbreviates the node's name.
    """
    everywhere: Counter[str] = Counter()
    for counts in surfaces.values():
        for surface, papers in counts.items():
            everywhere[fold(surface).key] += papers
    own: dict[NodeKey, set[str]] = {}
    for node, counts in surfaces.items():
        here: Counter[str] = Counter()
        for surface, papers in counts.items():
            here[fold(surface).key] += papers
        name = fold(names[node])
        own[node] = {
            surface
            for surface in counts
            if here[key := fold(surface).key] >= ALIAS_SHARE * everywhere[key]
            or key == name.key
            or (is_abbreviation(surface) and expands(key, name))
        }
    return own


def _paper_properties(paper: Paper) -> Properties:
    date = iso_date(paper.date)
    return {
        "id": paper.id,
        "title": paper.title,
        "abstract": paper.abstract,
        "date": date,
        "year": date.year if date else None,
        "authors": list(paper.authors),
        "categories": list(paper.categories),
        "url": paper.url,
        "source": paper.source,
    }


def iso_date(text: str | None) -> datetime.date | None:
    """A date from ISO text; None for text that is none."""
    try:
        return datetime.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _add_roles(graph: Graph, paper: NodeKey, in_paper: _InPaper) -> None:
    """One relationship from the paper to each of its nodes, the strongest role of its entities."""
    by_node: dict[NodeKey, list[Entity]] = defaultdict(list)
    for entity in in_paper.entities.values():
        if entity.id in in_paper.nodes:
            by_node[in_paper.nodes[entity.id]].append(entity)
    for node, entities in by_node.items():
        role = min((entity.role for entity in entities), key=ROLE_NAMES.index)
        mentions = sorted(
            (mention for entity in entities for mention in in_paper.mentions[entity.id]),
            key=lambda mention: (mention.start, mention.end),
        )
        first = mentions[0] if mentions else None
        graph.relationships[RelationshipKey(ROLE_RELATIONSHIPS[role], paper, node, in_paper.id)] = {
            "paper": in_paper.id,
            "surface": max((entity.name for entity in entities), key=lambda name: (len(name), name)),
            "mentions": len(mentions),
            "sentence": in_paper.sentences.around(first.start, first.end) if first else None,
            "start": first.start if first else None,
            "end": first.end if first else None,
            "confidence": max(entity.role_confidence for entity in entities if entity.role == role),
        }


def _add_claims(graph: Graph, in_paper: _InPaper) -> Iterable[RelationshipKey]:
    """One relationship a claim, with its best evidence: the surest, then the earliest."""
    left_out: set[RelationshipKey] = set()
    for relation in sorted(in_paper.record.relations, key=_best_first):
        head, tail = in_paper.nodes.get(relation.head), in_paper.nodes.get(relation.tail)
        if head is None or tail is None:
            continue
        key = RelationshipKey(relation.type, head, tail, in_paper.id)
        if head == tail or (head.label, tail.label) not in RELATIONS[relation.type].pairs:
            left_out.add(key)
            continue
        mirrored = RelationshipKey(relation.type, tail, head, in_paper.id)
        if key in graph.relationships or (
            RELATIONS[relation.type].symmetric and mirrored in graph.relationships
        ):
            continue
        graph.relationships[key] = {
            "paper": in_paper.id,
            "sentence": in_paper.text[relation.start : relation.end].strip(),
            "start": relation.start,
            "end": relation.end,
            "head_surface": in_paper.surface(relation.head, relation.start, relation.end),
            "tail_surface": in_paper.surface(relation.tail, relation.start, relation.end),
            "confidence": relation.confidence,
        }
    return sorted(left_out)


def _best_first(relation: Relation) -> tuple[Any, ...]:
    return (-relation.confidence, relation.start, relation.end, relation.type, relation.head, relation.tail)


def _add_results(graph: Graph, paper: NodeKey, in_paper: _InPaper) -> None:
    """One node for each number, linked to every system, data set and metric that it is reported for."""
    results = sorted(
        in_paper.record.results,
        key=lambda row: (row.value_start, -row.confidence, row.head, row.dataset or "", row.metric or ""),
    )
    for result in results:
        node = NodeKey(RESULT, f"{in_paper.id}:{result.value_start}")
        graph.nodes.setdefault(
            node,
            {
                "id": node.id,
                "value": result.value,
                "number": result.number,
                "unit": result.unit,
                "gain": result.gain,
                "paper": in_paper.id,
                "sentence": in_paper.text[result.start : result.end].strip(),
                "start": result.start,
                "end": result.end,
                "confidence": result.confidence,
            },
        )
        link = {"paper": in_paper.id}
        graph.relationships[RelationshipKey("REPORTS", paper, node, in_paper.id)] = link
        for kind, entity in (
            ("RESULT_OF", result.head),
            ("RESULT_ON", result.dataset),
            ("RESULT_IN", result.metric),
        ):
            end = in_paper.nodes.get(entity) if entity else None
            if end is not None and (RESULT, end.label) in RELATIONSHIPS[kind].pairs:
                graph.relationships[RelationshipKey(kind, node, end, in_paper.id)] = dict(link)
