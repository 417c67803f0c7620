"""The input of resolution as one table: every entity of every paper with its folded surfaces."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.record import Entity, ExtractionRecord
from kg.resolution.abbreviations import is_abbreviation
from kg.resolution.folding import Form, fold


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One entity within one paper.

    Attributes:
        paper: paper id.
        entity: the entity as extracted.
        surfaces: every surface with its number of mentions in the paper (at least 1 each).
        long: its full surfaces with their forms.
        short: its abbreviations with their forms.
    """

    paper: str
    entity: Entity
    surfaces: dict[str, int]
    long: tuple[tuple[str, Form], ...]
    short: tuple[tuple[str, Form], ...]


def occurrences(records: Sequence[ExtractionRecord]) -> list[Occurrence]:
    """All entities of all papers, in the order of paper and entity ids; of two of one id the last counts."""
    table: list[Occurrence] = []
    for record in sorted(records, key=lambda record: record.paper.id):
        counts = surface_counts(record)
        entities = {entity.id: entity for entity in record.entities}
        for identity in sorted(entities):
            entity = entities[identity]
            surfaces = dict.fromkeys(entity.surfaces, 1)
            surfaces.update(counts.get(identity, {}))
            long: list[tuple[str, Form]] = []
            short: list[tuple[str, Form]] = []
            for surface in surfaces:
                (short if is_abbreviation(surface) else long).append((surface, fold(surface)))
            table.append(Occurrence(record.paper.id, entity, surfaces, tuple(long), tuple(short)))
    return table


def surface_counts(record: ExtractionRecord) -> dict[str, Counter[str]]:
    """How often each surface of each entity is mentioned."""
    text = record.paper.text
    counts: dict[str, Counter[str]] = {}
    for mention in record.mentions:
        counts.setdefault(mention.entity, Counter())[text[mention.start : mention.end]] += 1
    return counts
