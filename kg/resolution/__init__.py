"""Resolution across papers: which mentions are one thing, and the graph that follows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.record import ExtractionRecord
from kg.corrections import Corrections
from kg.graph import Graph, NodeKey, RelationshipKey
from kg.resolution.assemble import assemble
from kg.resolution.concepts import concepts
from kg.resolution.evidence import Evidence
from kg.resolution.groups import Corrector, Group, Unapplied, identities
from kg.resolution.knowledge import Knowledge, shipped
from kg.resolution.labels import labels
from kg.resolution.occurrences import Occurrence, occurrences
from kg.resolution.rejections import Rejecter
from kg.resolution.senses import Thing, things

__all__ = ["Resolution", "resolve"]


@dataclass
class Resolution:
    """What resolution found.

    Attributes:
        nodes: the node of every entity, by paper id and entity id.
        graph: the graph that follows.
        left_out: claims that the graph cannot hold, since resolution gave an end a type that the relation
            does not admit, or made both ends one thing.
        unapplied: one line for every correction that found nothing to correct.
    """

    nodes: dict[tuple[str, str], NodeKey]
    graph: Graph
    left_out: list[RelationshipKey] = field(default_factory=list)
    unapplied: list[str] = field(default_factory=list)


def resolve(
    records: Sequence[ExtractionRecord],
    corrections: Corrections | None = None,
    *,
    knowledge: Knowledge | None = None,
) -> Resolution:
    """Find out which entities of all papers are one thing, and build the graph.

    The result depends on the set of records alone, not on their order.

    Args:
        records: extraction records; of two of one paper the one with more entities counts.
        corrections: what people put right, see :mod:`kg.corrections`.
        knowledge: facts known beforehand; those that the package ships when None.
    """
    unique = one_per_paper(records)
    table = occurrences(unique)
    evidence = Evidence(table, shipped() if knowledge is None else knowledge)
    found = things(table, evidence, concepts(evidence))
    grouped: dict[tuple[Thing, str], list[Occurrence]] = defaultdict(list)
    for row, thing, label in zip(table, found, labels(table, found), strict=True):
        grouped[thing, label].append(row)
    corrector = Corrector(Group(label, rows) for (_, label), rows in grouped.items())
    unapplied = []
    for correction in corrections or ():
        if correction.verb != "reject":
            try:
                corrector.apply(correction)
            except Unapplied as reason:
                unapplied.append(f"{correction}: {reason}")
    ids = identities(corrector.groups)
    nodes: dict[tuple[str, str], NodeKey] = {}
    names: dict[NodeKey, str] = {}
    for group, identity in ids.items():
        node = NodeKey(group.label, identity)
        names[node] = group.name
        nodes.update(((row.paper, row.entity.id), node) for row in group.rows)
    rejecter = Rejecter(unique, nodes, lambda text: _node(corrector.find(text), ids))
    for correction in corrections or ():
        if correction.verb == "reject":
            try:
                rejecter.reject(correction.arguments[0])
            except Unapplied as reason:
                unapplied.append(f"{correction}: {reason}")
    graph, left_out = assemble(list(rejecter.records.values()), nodes, names)
    return Resolution(nodes, graph, left_out, unapplied)


def _node(group: Group, ids: Mapping[Group, str]) -> NodeKey:
    return NodeKey(group.label, ids[group])


def one_per_paper(records: Sequence[ExtractionRecord]) -> list[ExtractionRecord]:
    """The records in the order of paper ids; of two of one paper the fuller one."""
    best: dict[str, ExtractionRecord] = {}
    for record in records:
        other = best.get(record.paper.id)
        if other is None or _fullness(record) > _fullness(other):
            best[record.paper.id] = record
    return [best[paper] for paper in sorted(best)]


def _fullness(record: ExtractionRecord) -> tuple[int, int, int, str]:
    return len(record.entities), len(record.mentions), len(record.paper.abstract), repr(record)
