"""The entity graph: which entities belong together, and how strongly.

Three views of the same stored graph, each a NetworkX graph whose nodes are :class:`kg.graph.NodeKey`:

* :func:`cooccurrence`: entities linked by the number of papers that mention both;
* :func:`claims`: entities linked by what papers say about them, one edge a claim;
* :func:`entity_graph`: both together, with hubs damped; ranking and communities work on this one.

**How hubs are damped.** "Large language models" is in every third paper, so it co-occurs with everything and
would win every ranking without telling anybody anything. An edge of :func:`entity_graph` therefore weighs

    support * NPMI * rarity(a) * rarity(b)

* *support*: each paper shares one vote out among the partners of an entity (1 / (entities of the paper - 1),
  Newman 2001), so that a long list of names does not count more than a short one; a claim that relates the
  two adds its confidence.
* *NPMI*, normalised pointwise mutual information (Bouma 2009): log(p(a, b) / (p(a) p(b))) / -log p(a, b), with
  p as shares of the papers. It is 1 for a pair that only meets together and 0 or less for one that meets no
  more often than chance would have it; such pairs are dropped.
* *rarity* = (log p / log 0.03) squared, at most 1: what is in up to 3 % of all papers counts in full, what is in
  a third of them counts a tenth, whatever it is linked to (the logarithm is the inverse paper frequency of
  Spärck Jones 1972).
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.graph import Graph, NodeKey
from kg.schema import CLAIM_TYPES, ENTITY_LABELS, PAPER, ROLE_TYPES

SMALL = 20
"""Up to this many papers, entities of a single paper are kept; beyond it they are noise to a ranking."""
MOST = 15_000
"""At most so many entities take part, those of the most papers."""
RARE = 0.03
"""What at most this share of the papers mentions is not damped."""

_ENTITIES = frozenset(ENTITY_LABELS)
_ROLES = frozenset(ROLE_TYPES)
_CLAIMS = frozenset(CLAIM_TYPES)


def rarity(papers: int, total: int) -> float:
    """What is left of the weight of an entity when hubs are damped, above 0 and at most 1.

    Args:
        papers: number of papers that mention it.
        total: number of all papers; the logarithm of one more is taken, so that a hub in all keeps something.
    """
    return min(1.0, math.log((total + 1) / papers) / -math.log(RARE)) ** 2


def entities_by_paper(graph: Graph, *, min_confidence: float = 0.0) -> dict[str, list[NodeKey]]:
    """The entities that each paper mentions, in a fixed order, by paper id.

    Args:
        graph: the stored graph.
        min_confidence: leave out roles of a lower confidence, 0 to 1.
    """
    found: dict[str, set[NodeKey]] = defaultdict(set)
    for key, properties in graph.relationships.items():
        if key.type in _ROLES and (properties.get("confidence") or 0.0) >= min_confidence:
            found[key.paper].add(key.end)
    return {paper: sorted(found[paper]) for paper in sorted(found)}


def default_min_papers(graph: Graph) -> int:
    """The fewest papers that an entity needs to take part in an analysis.

    1 in a graph of up to 20 papers, else 2, and more where more than 15,000 entities would be left: what few
    papers mention is most of a graph and says least about it.
    """
    if sum(1 for key in graph.nodes if key.label == PAPER) <= SMALL:
        return 1
    counts = Counter(
        properties.get("papers") or 0 for key, properties in graph.nodes.items() if key.label in _ENTITIES
    )
    least = 2
    left = sum(entities for papers, entities in counts.items() if papers >= least)
    while left > MOST:
        left -= counts[least]
        least += 1
    return least


def cooccurrence(graph: Graph, *, min_papers: int | None = None, min_confidence: float = 0.0) -> nx.Graph:
    """Entities linked by the papers that mention both; edge attribute ``papers`` is their number.

    Args:
        graph: the stored graph.
        min_papers: leave out entities of fewer papers; :func:`default_min_papers` when None.
        min_confidence: leave out roles of a lower confidence, 0 to 1.
    """
    met = _meetings(graph, min_papers, min_confidence)
    result = _nodes(graph, met)
    result.add_edges_from(
        (met.entities[a], met.entities[b], {"papers": count})
        for a, b, count in zip(met.first.tolist(), met.second.tolist(), met.papers.tolist(), strict=True)
    )
    return result


def claims(graph: Graph, *, min_confidence: float = 0.0) -> nx.MultiDiGraph:
    """Entities linked by claims, head to tail, one edge a claim with the key ``(type, paper)``.

    Edge attributes: ``type``, ``paper``, ``confidence``; the sentence is at the relationship of the same key.

    Args:
        graph: the stored graph.
        min_confidence: leave out claims of a lower confidence, 0 to 1.
    """
    result: nx.MultiDiGraph = nx.MultiDiGraph()
    result.add_nodes_from(
        (key, _attributes(properties))
        for key, properties in sorted(graph.nodes.items())
        if key.label in _ENTITIES
    )
    for key, properties in sorted(graph.relationships.items(), key=lambda item: item[0]):
        confidence = properties.get("confidence") or 0.0
        if key.type in _CLAIMS and confidence >= min_confidence:
            result.add_edge(
                key.start,
                key.end,
                key=(key.type, key.paper),
                type=key.type,
                paper=key.paper,
                confidence=confidence,
            )
    return result


def entity_graph(graph: Graph, *, min_papers: int | None = None, min_confidence: float = 0.0) -> nx.Graph:
    """Entities linked by co-occurrence and claims, hubs damped as the module's text says.

    Edge attributes: ``papers`` that mention both, ``claims`` that relate them, ``support``, and ``weight``
    (the damped strength, above 0). Pairs that meet by chance are no edges, so entities without a partner are
    nodes without edges.

    Args:
        graph: the stored graph.
        min_papers: leave out entities of fewer papers; :func:`default_min_papers` when None.
        min_confidence: leave out roles and claims of a lower confidence, 0 to 1.
    """
    met = _meetings(graph, min_papers, min_confidence)
    stated, sure = _stated(graph, met, min_confidence)
    support = met.support + sure
    frequency = met.frequency.astype(float)
    association = np.log(met.papers * met.total / (frequency[met.first] * frequency[met.second]))
    # An entity of all papers has p = 1; one more paper keeps its rarity and the divisor above 0.
    association /= np.log((met.total + 1) / met.papers)
    kept = np.array([rarity(count, met.total) for count in met.frequency.tolist()])
    weight = support * association * kept[met.first] * kept[met.second]
    columns = (met.first, met.second, met.papers, stated, support, weight)
    entities = met.entities
    result = _nodes(graph, met)
    result.add_edges_from(
        (
            entities[a],
            entities[b],
            {"papers": papers, "claims": claimed, "support": backing, "weight": strength},
        )
        for a, b, papers, claimed, backing, strength in zip(
            *(column[association > 0].tolist() for column in columns), strict=True
        )
    )
    return result


def _stated(graph: Graph, met: "_Meetings", min_confidence: float) -> tuple[NDArray[Any], NDArray[Any]]:
    """Of each pair of entities that meet, the number of claims that relate them and the sum of their confidence."""
    number = {entity: position for position, entity in enumerate(met.entities)}
    codes: list[int] = []
    confidences: list[float] = []
    for key, properties in graph.relationships.items():
        if key.type in _CLAIMS and (sure := properties.get("confidence") or 0.0) >= min_confidence:
            head, tail = number.get(key.start), number.get(key.end)
            if head is not None and tail is not None:
                codes.append(min(head, tail) * len(number) + max(head, tail))
                confidences.append(sure)
    claimed = np.array(codes, dtype=np.int64)
    pairs = met.first * len(number) + met.second
    place = np.searchsorted(pairs, claimed)
    known = place < len(pairs)
    known[known] = pairs[place[known]] == claimed[known]
    stated = np.bincount(place[known], minlength=len(pairs))
    weights = np.array(confidences, dtype=np.float64)[known]
    return stated, np.bincount(place[known], weights=weights, minlength=len(pairs))


@dataclass(frozen=True)
class _Meetings:
    """Which entities papers mention together: entities in order, and parallel arrays over their pairs."""

    total: int
    entities: list[NodeKey]
    frequency: NDArray[np.int64]
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    papers: NDArray[np.int64]
    support: NDArray[Any]


def _meetings(graph: Graph, min_papers: int | None, min_confidence: float) -> _Meetings:
    found = entities_by_paper(graph, min_confidence=min_confidence)
    least = default_min_papers(graph) if min_papers is None else min_papers
    counts = Counter(entity for entities in found.values() for entity in entities)
    entities = sorted(entity for entity, count in counts.items() if count >= least)
    number = {entity: position for position, entity in enumerate(entities)}
    codes: list[NDArray[np.int64]] = []
    shares: list[NDArray[np.float64]] = []
    for mentioned in found.values():
        # Numbers follow the order of the entities, so that the smaller comes first in every pair.
        members = np.array(sorted(number[entity] for entity in mentioned if entity in number), dtype=np.int64)
        if len(members) > 1:
            first, second = np.triu_indices(len(members), k=1)
            codes.append(members[first] * len(entities) + members[second])
            shares.append(np.full(len(first), 1.0 / (len(members) - 1)))
    pairs, place, papers = np.unique(
        np.concatenate(codes) if codes else np.empty(0, np.int64), return_inverse=True, return_counts=True
    )
    weights = np.concatenate(shares) if shares else np.empty(0, np.float64)
    support = np.bincount(place, weights=weights, minlength=len(pairs))
    first, second = np.divmod(pairs, max(1, len(entities)))
    frequency = np.array([counts[entity] for entity in entities], dtype=np.int64)
    return _Meetings(len(found), entities, frequency, first, second, papers, support)


def _nodes(graph: Graph, met: _Meetings) -> nx.Graph:
    result: nx.Graph = nx.Graph()
    for entity, count in zip(met.entities, met.frequency.tolist(), strict=True):
        result.add_node(entity, **{**_attributes(graph.nodes.get(entity, {})), "papers": count})
    return result


def _attributes(properties: dict[str, object]) -> dict[str, object]:
    return {name: properties.get(name) for name in ("name", "type", "papers")}
