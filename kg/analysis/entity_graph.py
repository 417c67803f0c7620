"""The entity graph: which entities belong together, and how strongly.

Three views of the same stored graph, each a NetworkX graph whose nodes are :class:`kg.graph.NodeKey`:

* :func:`cooccurrence`: entities linked by the number of papers that mention both;
* :func:`claims`: entities linked by what papers say about them, one edge a claim;
* :func:`entity_graph`: both together, with hubs damped; ranking and communities work on this one.

**How hubs are damped.** "Large language models" is in every third paper, so it co-occurs with everything and
would win every ranking without telling anybody anything. An edge of :func:`entity_graph` therefore weighs

    support * PMI * idf(a) * idf(a) * idf(b) * idf(b)

* *support*: each paper shares one vote out among the partners of an entity (1 / (entities of the paper - 1),
  Newman 2001), so that a long list of names does not count more than a short one; a claim that relates the
  two adds its confidence.
* *PMI* = log(papers(a, b) * N / (papers(a) * papers(b))), pointwise mutual information (Church and Hanks
  1990): zero or less for a pair that meets no more often than chance would have it. Such pairs are dropped.
* *idf* = log((N + 1) / papers), inverse paper frequency (Sparck Jones 1972): what is in a third of all papers
  counts little, whatever it is linked to.
"""

import math
from collections import Counter, defaultdict
from itertools import combinations

import networkx as nx

from kg.graph import Graph, NodeKey
from kg.schema import CLAIM_TYPES, ENTITY_LABELS, PAPER, ROLE_TYPES

SMALL = 500
"""Up to this many papers, entities of a single paper are kept; beyond it they are noise to a ranking."""

Pair = tuple[NodeKey, NodeKey]

_ENTITIES = frozenset(ENTITY_LABELS)
_ROLES = frozenset(ROLE_TYPES)
_CLAIMS = frozenset(CLAIM_TYPES)


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
    """The fewest papers an entity needs to take part in an analysis: 1 in a small graph, else 2."""
    return 1 if sum(1 for key in graph.nodes if key.label == PAPER) <= SMALL else 2


def cooccurrence(graph: Graph, *, min_papers: int | None = None, min_confidence: float = 0.0) -> nx.Graph:
    """Entities linked by the papers that mention both; edge attribute ``papers`` is their number.

    Args:
        graph: the stored graph.
        min_papers: leave out entities of fewer papers; :func:`default_min_papers` when None.
        min_confidence: leave out roles of a lower confidence, 0 to 1.
    """
    kept, frequency = _kept(graph, min_papers, min_confidence)
    pairs: Counter[Pair] = Counter()
    for entities in kept.values():
        pairs.update(combinations(entities, 2))
    result = _nodes(graph, frequency)
    result.add_edges_from((a, b, {"papers": count}) for (a, b), count in sorted(pairs.items()))
    return result


def claims(graph: Graph, *, min_confidence: float = 0.0) -> nx.MultiDiGraph:
    """Entities linked by claims, head to tail, one edge a claim with the key ``(type, paper)``.

    Edge attributes: ``type``, ``paper``, ``confidence``; the sentence is at the relationship of the same key.

    Args:
        graph: the stored graph.
        min_confidence: leave out claims of a lower confidence, 0 to 1.
    """
    result = nx.MultiDiGraph()
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
    kept, frequency = _kept(graph, min_papers, min_confidence)
    papers = len(kept)
    together: Counter[Pair] = Counter()
    support: dict[Pair, float] = defaultdict(float)
    for entities in kept.values():
        if len(entities) > 1:
            share = 1.0 / (len(entities) - 1)
            for pair in combinations(entities, 2):
                together[pair] += 1
                support[pair] += share
    stated: Counter[Pair] = Counter()
    for key, properties in graph.relationships.items():
        if key.type in _CLAIMS and (confidence := properties.get("confidence") or 0.0) >= min_confidence:
            pair = (key.start, key.end) if key.start < key.end else (key.end, key.start)
            if pair in together:
                stated[pair] += 1
                support[pair] += confidence
    information = {entity: math.log((papers + 1) / count) ** 2 for entity, count in frequency.items()}
    result = _nodes(graph, frequency)
    for pair, count in sorted(together.items()):
        a, b = pair
        association = math.log(count * papers / (frequency[a] * frequency[b]))
        if association > 0:
            result.add_edge(
                a,
                b,
                papers=count,
                claims=stated[pair],
                support=support[pair],
                weight=support[pair] * association * information[a] * information[b],
            )
    return result


def _kept(
    graph: Graph, min_papers: int | None, min_confidence: float
) -> tuple[dict[str, list[NodeKey]], dict[NodeKey, int]]:
    """The papers with those of their entities that enough papers mention, and the number of papers of each."""
    found = entities_by_paper(graph, min_confidence=min_confidence)
    least = default_min_papers(graph) if min_papers is None else min_papers
    counts = Counter(entity for entities in found.values() for entity in entities)
    frequency = {entity: counts[entity] for entity in sorted(counts) if counts[entity] >= least}
    return {
        paper: [entity for entity in entities if entity in frequency] for paper, entities in found.items()
    }, frequency


def _nodes(graph: Graph, frequency: dict[NodeKey, int]) -> nx.Graph:
    result = nx.Graph()
    for entity, count in frequency.items():
        result.add_node(entity, **{**_attributes(graph.nodes.get(entity, {})), "papers": count})
    return result


def _attributes(properties: dict[str, object]) -> dict[str, object]:
    return {name: properties.get(name) for name in ("name", "type", "papers")}
