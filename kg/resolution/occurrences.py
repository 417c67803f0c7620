"""The input of resolution as one table: every entity of every paper with its folded surfaces."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.record import Entity, ExtractionRecord, Mention
from kg.resolution.abbreviations import is_abbreviation
from kg.resolution.folding import Form, fold


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One entity within one paper.

    Attributes:
        paper: paper id.
        entity: the entity as extracted.
        surfaces: every surface with its number of mentions in the paper (at least 1 each).
        long: forms of its full surfaces, without doubles, in the entity's order.
        short: forms of its abbreviations, without doubles, in the entity's order.
    """

    paper: str
    entity: Entity
    surfaces: dict[str, int]
    long: tuple[Form, ...]
    short: tuple[Form, ...]

    @property
    def forms(self) -> tuple[Form, ...]:
        """All forms."""
        return self.long + self.short


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
            long: dict[Form, None] = {}
            short: dict[Form, None] = {}
            for surface in surfaces:
                (short if is_abbreviation(surface) else long).setdefault(fold(surface))
            table.append(
                Occurrence(
                    record.paper.id,
                    entity,
                    surfaces,
                    tuple(long),
                    tuple(form for form in short if form not in long),
                )
            )
    return table


def surface_counts(record: ExtractionRecord) -> dict[str, Counter[str]]:
    """How often each surface of each entity is mentioned."""
    text = record.paper.text
    counts: dict[str, Counter[str]] = {}
    for mention in record.mentions:
        counts.setdefault(mention.entity, Counter())[text[mention.start : mention.end]] += 1
    return counts


def first_mentions(record: ExtractionRecord) -> dict[str, Mention]:
    """The first mention of each entity."""
    first: dict[str, Mention] = {}
    for mention in sorted(record.mentions, key=lambda mention: (mention.start, mention.end)):
        first.setdefault(mention.entity, mention)
    return first
