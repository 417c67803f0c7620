"""Extraction records for tests of resolution: entities by their surfaces, the text made around them."""

from dataclasses import dataclass

from extract.ontology import DATASET, METHOD, METRIC, MODEL, TASK
from extract.paper import Paper
from extract.record import Entity, ExtractionRecord, Mention, Relation, Result
from kg.graph import NodeKey
from kg.resolution import Resolution, resolve
from kg.resolution.knowledge import Knowledge


@dataclass(frozen=True)
class Thing:
    """An entity of a paper: label, surfaces (the fullest first) and role."""

    label: str
    surfaces: tuple[str, ...]
    role: str = "uses"

    @property
    def id(self) -> str:
        return f"{self.label.lower()}:{self.surfaces[0]}"


def method(*surfaces: str, role: str = "uses") -> Thing:
    return Thing(METHOD, surfaces, role)


def model(*surfaces: str, role: str = "uses") -> Thing:
    return Thing(MODEL, surfaces, role)


def dataset(*surfaces: str, role: str = "evaluates_on") -> Thing:
    return Thing(DATASET, surfaces, role)


def task(*surfaces: str, role: str = "addresses") -> Thing:
    return Thing(TASK, surfaces, role)


def metric(*surfaces: str, role: str = "uses") -> Thing:
    return Thing(METRIC, surfaces, role)


def paper(
    identity: str,
    *things: Thing,
    claims: tuple[tuple[Thing, str, Thing], ...] = (),
    results: tuple[tuple[Thing, Thing | None, Thing | None, str], ...] = (),
    date: str | None = None,
) -> ExtractionRecord:
    """A record of a paper with one sentence for every surface, one for every claim and one for every result."""
    title = f"Paper {identity}"
    sentences: list[str] = []
    mentions: list[Mention] = []

    def say(*parts: str | tuple[Thing, str]) -> tuple[int, int]:
        start = end = len(title) + 1 + sum(len(sentence) + 1 for sentence in sentences)
        text = ""
        for part in parts:
            if isinstance(part, tuple):
                thing, surface = part
                mentions.append(Mention(end, end + len(surface), thing.label, thing.id, 0.9))
                part = surface
            text += part
            end += len(part)
        sentences.append(text)
        return start, end

    for thing in things:
        for surface in thing.surfaces:
            say("We write about ", (thing, surface), ".")
    relations = []
    for number, (head, kind, tail) in enumerate(claims):
        span = say((head, head.surfaces[-1]), " has to do with ", (tail, tail.surfaces[0]), ".")
        relations.append(Relation(head.id, kind, tail.id, 0.5 + number / 100, *span))
    found = []
    for head, of_dataset, of_metric, value in results:
        start, end = say((head, head.surfaces[0]), f" gets {value}.")
        at = end - 1 - len(value)
        number = float(value.rstrip("%"))
        ids = (of_dataset.id if of_dataset else None, of_metric.id if of_metric else None)
        found.append(Result(head.id, *ids, value, number, "%", False, 0.7, at, at + len(value), start, end))
    entities = (
        Entity(thing.id, thing.surfaces[0], thing.label, thing.role, thing.surfaces[1:], 0.9, 0.8)
        for thing in things
    )
    return ExtractionRecord(
        Paper(identity, title, " ".join(sentences), date),
        tuple(mentions),
        tuple(entities),
        tuple(relations),
        tuple(found),
    )


def resolved(*records: ExtractionRecord, known: Knowledge | None = None, corrections=None) -> Resolution:
    """The resolution of records, without what the package knows beforehand."""
    return resolve(records, corrections, knowledge=known or Knowledge())


def node(resolution: Resolution, record: ExtractionRecord, surface: str) -> NodeKey:
    """The node of the entity with a surface in a paper."""
    entity = next(entity for entity in record.entities if surface in entity.surfaces)
    return resolution.nodes[record.paper.id, entity.id]


def one_thing(first: Thing, second: Thing, *others: ExtractionRecord) -> bool:
    """Whether two entities in two papers are one node, read together with other papers."""
    a, b = paper("a", first), paper("b", second)
    resolution = resolved(a, b, *others)
    return node(resolution, a, first.surfaces[0]) == node(resolution, b, second.surfaces[0])
