"""The extraction record: what was found in one paper, as one JSON object.

The format is stable; ``RECORD_VERSION`` grows when a key changes its meaning. Offsets are Python string
indices into ``title + "\\n" + abstract``::

    {"version": 1,
     "paper":     {"id": ..., "title": ..., "abstract": ..., "date": ..., "authors": [...], ...},
     "mentions":  [{"start": 10, "end": 14, "label": "Method", "entity": "method:lora", "confidence": 0.93}],
     "entities":  [{"id": "method:lora", "name": "LoRA", "label": "Method", "role": "introduces",
                    "aliases": ["low-rank adaptation"], "confidence": 0.95, "role_confidence": 0.9}],
     "relations": [{"head": "method:lora", "type": "EVALUATED_ON", "tail": "dataset:glue",
                    "confidence": 0.81, "start": 120, "end": 260}],
     "results":   [{"head": "method:lora", "dataset": null, "metric": "metric:accuracy", "value": "88.1%",
                    "number": 88.1, "unit": "%", "gain": false, "confidence": 0.7,
                    "value_start": 300, "value_end": 305, "start": 280, "end": 340}]}

``start`` and ``end`` of relations and results are those of the evidence sentence. An entity's ``name`` is its
fullest surface in the paper and ``aliases`` holds its other surfaces, exactly as written.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from extract.paper import Paper

RECORD_VERSION = 1


@dataclass(frozen=True)
class Mention:
    """One occurrence of an entity; ``start`` and ``end`` are offsets, ``confidence`` is in 0..1."""

    start: int
    end: int
    label: str
    entity: str
    confidence: float = 1.0


@dataclass(frozen=True)
class Entity:
    """A thing of the ontology within one paper, with all its surfaces (``name`` and ``aliases``)."""

    id: str
    name: str
    label: str
    role: str
    aliases: tuple[str, ...] = ()
    confidence: float = 1.0
    role_confidence: float = 1.0

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every surface, the fullest first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Relation:
    """A claim that relates two entities; ``start`` and ``end`` are the evidence sentence's offsets."""

    head: str
    type: str
    tail: str
    confidence: float
    start: int
    end: int


@dataclass(frozen=True)
class Result:
    """A number that the paper reports.

    Attributes:
        head: entity id of the method or model.
        dataset: entity id, or None.
        metric: entity id, or None.
        value: as written, such as ``76.1%`` or ``+2.4``.
        number: the value as a float, or None.
        unit: ``%``, ``x``, ``points`` or another unit as written; empty when there is none.
        gain: True for a difference or ratio to something else, False for an absolute value.
        confidence: 0..1.
        value_start, value_end: offsets of the value.
        start, end: offsets of the evidence sentence.
    """

    head: str
    dataset: str | None
    metric: str | None
    value: str
    number: float | None
    unit: str
    gain: bool
    confidence: float
    value_start: int
    value_end: int
    start: int
    end: int


@dataclass(frozen=True)
class ExtractionRecord:
    """Everything extracted from one paper."""

    paper: Paper
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    results: tuple[Result, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON-ready values, in the documented order of keys."""
        return {
            "version": RECORD_VERSION,
            "paper": self.paper.to_dict(),
            "mentions": [asdict(mention) for mention in self.mentions],
            "entities": [{**asdict(entity), "aliases": list(entity.aliases)} for entity in self.entities],
            "relations": [asdict(relation) for relation in self.relations],
            "results": [asdict(result) for result in self.results],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "ExtractionRecord":
        """The inverse of :meth:`to_dict`; keys it does not know are ignored.

        Raises:
            ValueError: the version is not one that this release reads, or a key is missing.
        """
        version = data.get("version")
        if version != RECORD_VERSION:
            raise ValueError(
                f"extraction record version {version!r} is not {RECORD_VERSION}: run kg extract again"
            )
        try:
            return cls(
                paper=Paper.from_dict(data["paper"]),
                mentions=tuple(Mention(**_known(Mention, row)) for row in data["mentions"]),
                entities=tuple(
                    Entity(**{**_known(Entity, row), "aliases": tuple(row.get("aliases", ()))})
                    for row in data["entities"]
                ),
                relations=tuple(Relation(**_known(Relation, row)) for row in data["relations"]),
                results=tuple(Result(**_known(Result, row)) for row in data["results"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"not an extraction record: {error}") from error


def _known(kind: type, row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in kind.__dataclass_fields__ if name in row}  # type: ignore[attr-defined]
