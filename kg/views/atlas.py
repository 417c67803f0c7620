"""Everything that the explorer can show, as compact values to embed in its page.

Nodes, papers and sentences are numbered once and referred to by number; a sentence is stored once a paper.
The column names in :data:`COLUMNS` travel with the data.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx

from extract.ontology import DATASET, METRIC, RELATION_TYPES, ROLES
from kg.graph import Graph, NodeKey, RelationshipKey
from kg.schema import CLAIM_TYPES, ENTITY_LABELS, NODES, PAPER, RESULT, ROLE_TYPES
from kg.views.evidence import Span, find_mention, utf16

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "nodes": (
        "id",
        "type",
        "name",
        "aliases",
        "papers",
        "confidence",
        "importance",
        "community",
        "size",
        "roles",
        "months",
    ),
    "papers": ("node", "date", "url", "sentences"),
    "claims": ("head", "relation", "tail", "paper", "sentence", "headSpan", "tailSpan", "confidence"),
    "results": (
        "system",
        "dataset",
        "metric",
        "paper",
        "value",
        "unit",
        "gain",
        "sentence",
        "span",
        "confidence",
    ),
}
"""The names of the values in each row. Where a row speaks of a type, relation, paper, sentence or node, it
gives the position in the list of its kind; spans are offsets in UTF-16 units; a paper is a node, too."""

ROLE_LIMIT: Final = 40
"""Papers of one role that a page lists for an entity, the newest; it counts them all."""

_ARXIV: Final = re.compile(r"\d{4}\.\d{4,5}(v\d+)?|[a-z-]+(\.[A-Z]{2})?/\d{7}")
_DOI: Final = re.compile(r"10\.\d{4,9}/\S+")


def claim_graph(graph: Graph, *, papers: bool = False) -> nx.Graph:
    """Entities, joined where a paper claims a relation; ``weight`` is the number of papers that do.

    Args:
        graph: the whole graph.
        papers: papers are nodes, too, joined to what they speak of.
    """
    labels, types = set(ENTITY_LABELS), set(CLAIM_TYPES)
    if papers:
        labels.add(PAPER)
        types.update(ROLE_TYPES)
    drawn: nx.Graph = nx.Graph()
    drawn.add_nodes_from(sorted(key for key in graph.nodes if key.label in labels))
    sources: dict[tuple[NodeKey, NodeKey], set[str]] = {}
    for key in graph.relationships:
        if key.type in types and key.start != key.end:
            sources.setdefault((min(key.start, key.end), max(key.start, key.end)), set()).add(key.paper)
    for (a, b), ids in sorted(sources.items()):
        drawn.add_edge(a, b, weight=len(ids))
    return drawn


def node_size(papers: int) -> float:
    """Radius of a node, in the picture's units: it grows with the logarithm of the number of papers."""
    return round(6 + 4 * math.log2(1 + papers) ** 0.9, 1)


def link(paper_id: str, url: str | None) -> str | None:
    """Where a paper can be read: its URL if that is a web address, else what its arXiv id or DOI leads to."""
    if url and re.match(r"https?://[^\s]+$", url, re.IGNORECASE):
        return url
    if _ARXIV.fullmatch(paper_id):
        return f"https://arxiv.org/abs/{paper_id}"
    if _DOI.fullmatch(paper_id):
        return f"https://doi.org/{paper_id}"
    return None


@dataclass(frozen=True)
class Atlas:
    """The values to embed and the number of each node in them."""

    data: dict[str, Any]
    numbers: dict[NodeKey, int]


class _Papers:
    """Numbers papers and their sentences as they are first referred to."""

    def __init__(self) -> None:
        self.order: list[NodeKey] = []
        self.numbers: dict[str, int] = {}
        self.sentences: list[dict[str, int]] = []

    def number(self, paper_id: str) -> int:
        number = self.numbers.get(paper_id)
        if number is None:
            number = self.numbers[paper_id] = len(self.order)
            self.order.append(NodeKey(PAPER, paper_id))
            self.sentences.append({})
        return number

    def sentence(self, paper: int, text: str) -> int:
        return self.sentences[paper].setdefault(text, len(self.sentences[paper]))


def make_atlas(
    graph: Graph,
    entities: Sequence[NodeKey],
    importance: Mapping[NodeKey, float],
    communities: Mapping[NodeKey, int],
    community_names: Sequence[str],
    *,
    papers: Sequence[NodeKey] = (),
) -> Atlas:
    """Embed these entities and papers, and every paper, claim and result that speaks of these entities.

    Args:
        graph: the whole graph.
        entities: entities to embed, in the order of importance.
        importance: a number for each node, larger is more important.
        communities: the number of the community of each node that has one.
        community_names: the name of each community.
        papers: papers to embed even if no claim refers to them.
    """
    chosen = set(entities)
    roles = _roles(graph, chosen)
    listed = {
        key for by_type in roles.values() for keys in by_type.values() for key in _newest(graph, keys, papers)
    }
    register = _Papers()
    for paper in papers:
        register.number(paper.id)
    surfaces = {key: _surfaces(graph.nodes[key]) for key in entities}
    relations = {name: number for number, name in enumerate((*CLAIM_TYPES, *ROLE_TYPES))}
    rows: list[tuple[RelationshipKey, int, int | None, list[Span | None], float]] = []
    results: dict[str, dict[str, NodeKey]] = {}
    for key in sorted(graph.relationships):
        properties = graph.relationships[key]
        if key.start.label == RESULT:
            slot = {DATASET: "dataset", METRIC: "metric"}.get(key.end.label, "system")
            results.setdefault(key.start.id, {})[slot] = key.end
        elif key in listed or (key.type in CLAIM_TYPES and key.start in chosen and key.end in chosen):
            rows.append((key, *_evidence(key, properties, surfaces, register)))
    result_rows = [
        row
        for key in sorted(key for key in graph.nodes if key.label == RESULT)
        if (row := _result(graph.nodes[key], results.get(key.id, {}), chosen, register))
    ]
    numbers = {key: number for number, key in enumerate((*entities, *register.order))}
    claims = [
        [numbers[key.start], relations[key.type], numbers[key.end], paper, sentence, *spans, confidence]
        for key, paper, sentence, spans, confidence in rows
    ]
    role_counts: dict[str, int] = {}
    for key, *_ in rows:
        if key.start.label == PAPER:
            role_counts[key.start.id] = role_counts.get(key.start.id, 0) + 1
    types = (*ENTITY_LABELS, PAPER)
    data = {
        "columns": COLUMNS,
        "communities": list(community_names),
        "types": [
            {
                "name": NODES[name].label,
                "meaning": NODES[name].meaning,
                "colour": NODES[name].colour,
                "shape": NODES[name].shape,
            }
            for name in types
        ],
        "relations": [
            *(
                {"name": r.name, "phrase": r.phrase, "inverse": r.inverse, "symmetric": r.symmetric}
                for r in RELATION_TYPES
            ),
            *(
                {
                    "name": r.relationship,
                    "phrase": r.name.replace("_", " "),
                    "meaning": r.meaning,
                    "role": True,
                }
                for r in ROLES
            ),
        ],
        "nodes": [
            *(
                [
                    *_entity(key, graph.nodes[key], types.index(key.label), importance, communities),
                    [[relations[type_], len(keys)] for type_, keys in roles.get(key, {}).items()],
                    _months(graph, roles.get(key, {})),
                ]
                for key in entities
            ),
            *(
                [*_paper(key, graph.nodes.get(key, {}), types.index(PAPER), role_counts), [], None]
                for key in register.order
            ),
        ],
        "papers": [
            [
                numbers[key],
                _text(graph.nodes.get(key, {}).get("date")),
                link(key.id, graph.nodes.get(key, {}).get("url")),
                list(register.sentences[i]),
            ]
            for i, key in enumerate(register.order)
        ],
        "claims": claims,
        "results": [[None if k is None else numbers[k] for k in row[:3]] + row[3:] for row in result_rows],
    }
    return Atlas(data, numbers)


Roles = dict[str, list[RelationshipKey]]
"""What papers do with one entity: the relationships by type."""


def _roles(graph: Graph, entities: Collection[NodeKey]) -> dict[NodeKey, Roles]:
    roles: dict[NodeKey, Roles] = {}
    for key in graph.relationships:
        if key.type in ROLE_TYPES and key.end in entities:
            roles.setdefault(key.end, {}).setdefault(key.type, []).append(key)
    return roles


def _date(graph: Graph, key: RelationshipKey) -> str:
    return _text(graph.nodes.get(key.start, {}).get("date")) or ""


def _newest(
    graph: Graph, keys: Sequence[RelationshipKey], always: Collection[NodeKey]
) -> list[RelationshipKey]:
    """The newest :data:`ROLE_LIMIT` of the relationships, and those of papers that are drawn."""
    if len(keys) <= ROLE_LIMIT:
        return list(keys)
    drawn = set(always)
    ordered = sorted(sorted(keys), key=lambda key: _date(graph, key), reverse=True)
    return ordered[:ROLE_LIMIT] + [key for key in ordered[ROLE_LIMIT:] if key.start in drawn]


def _months(graph: Graph, roles: Roles) -> dict[str, int] | None:
    """The number of papers by month (``2024-05``) of an entity whose papers are not all listed."""
    if all(len(keys) <= ROLE_LIMIT for keys in roles.values()):
        return None
    months = Counter(_date(graph, key)[:7] for keys in roles.values() for key in keys)
    return dict(sorted((month, count) for month, count in months.items() if month))


def embeddable(
    graph: Graph, order: Sequence[NodeKey], first: Collection[NodeKey], rows: int
) -> list[NodeKey]:
    """The entities of an order of importance that a page has room for, in that order.

    Args:
        graph: the whole graph.
        order: its entities, the most important first.
        first: entities that are embedded in any case.
        rows: claims and roles that the page may hold.
    """
    kept = set(first)
    size: dict[NodeKey, float] = defaultdict(float)
    for entity, by_type in _roles(graph, set(order)).items():
        size[entity] += sum(min(len(keys), ROLE_LIMIT) for keys in by_type.values())
    for key in graph.relationships:
        if key.type in CLAIM_TYPES:
            # A claim is embedded with its second end; which that will be does not matter for the sum.
            size[key.start] += 0.5
            size[key.end] += 0.5
    room = rows - sum(size[entity] for entity in kept)
    for entity in order:
        if entity in kept:
            continue
        room -= size[entity]
        if room < 0:
            break
        kept.add(entity)
    return [entity for entity in order if entity in kept]


def _surfaces(properties: Mapping[str, Any]) -> list[str]:
    return [
        properties["name"],
        *sorted(properties.get("aliases") or (), key=lambda alias: (-len(alias), alias)),
    ]


def _evidence(
    key: RelationshipKey,
    properties: Mapping[str, Any],
    surfaces: Mapping[NodeKey, list[str]],
    register: _Papers,
) -> tuple[int, int | None, list[Span | None], float]:
    paper = register.number(key.paper)
    confidence = round(float(properties.get("confidence") or 0.0), 3)
    sentence = properties.get("sentence") or ""
    if not sentence:
        return paper, None, [None, None], confidence
    head: Span | None = None
    if key.start in surfaces:
        head = find_mention(sentence, (properties.get("head_surface") or "", *surfaces[key.start]))
    written = properties.get("tail_surface") or properties.get("surface") or ""
    tail = find_mention(sentence, (written, *surfaces[key.end]), taken=head)
    spans = [span and utf16(sentence, span) for span in (head, tail)]
    return paper, register.sentence(paper, sentence), spans, confidence


def _result(
    properties: Mapping[str, Any], ends: Mapping[str, NodeKey], chosen: set[NodeKey], register: _Papers
) -> list[Any] | None:
    kept = [end if (end := ends.get(slot)) in chosen else None for slot in ("system", "dataset", "metric")]
    if not any(kept):
        return None
    paper, sentence = register.number(properties["paper"]), properties.get("sentence") or ""
    value = properties.get("value") or ""
    place = sentence.find(value) if value else -1
    span = utf16(sentence, (place, place + len(value))) if place >= 0 else None
    return [
        *kept,
        paper,
        value,
        properties.get("unit") or "",
        bool(properties.get("gain")),
        register.sentence(paper, sentence) if sentence else None,
        span,
        round(float(properties.get("confidence") or 0.0), 3),
    ]


def _entity(
    key: NodeKey,
    properties: Mapping[str, Any],
    type_: int,
    importance: Mapping[NodeKey, float],
    communities: Mapping[NodeKey, int],
) -> list[Any]:
    return [
        key.id,
        type_,
        properties["name"],
        list(properties.get("aliases") or ()),
        properties.get("papers") or 0,
        round(float(properties.get("confidence") or 0.0), 3),
        float(f"{importance.get(key, 0.0):.3g}"),
        communities.get(key, -1),
        node_size(properties.get("papers") or 0),
    ]


def _paper(
    key: NodeKey, properties: Mapping[str, Any], type_: int, role_counts: Mapping[str, int]
) -> list[Any]:
    return [
        key.id,
        type_,
        properties.get("title") or key.id,
        [],
        role_counts.get(key.id, 0),
        1.0,
        0.0,
        -1,
        node_size(0),
    ]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
