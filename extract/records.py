"""From an annotated Doc to the extraction record."""

import re

import numpy as np
from spacy.tokens import Doc

from extract.components.sentences import sentence_numbers
from extract.paper import Paper
from extract.record import Entity, ExtractionRecord, Mention, Relation, Result
from extract.values import value_at

_SLUG = re.compile(r"[^\w.+]+")


def entity_ids(doc: Doc) -> list[str]:
    """Ids of a document's entities: label and fullest surface, with a number where two would be the same."""
    ids: list[str] = []
    for entity in doc._.entities:
        name = _SLUG.sub("-", fullest([span.text for span in entity.mentions]).casefold()).strip("-") or "x"
        base = f"{entity.label.lower()}:{name}"
        count = sum(other == base or other.startswith(f"{base}~") for other in ids)
        ids.append(f"{base}~{count + 1}" if count else base)
    return ids


def fullest(surfaces: list[str]) -> str:
    """The longest surface; among equals the most frequent, then the first in the alphabet."""
    return min(set(surfaces), key=lambda surface: (-len(surface), -surfaces.count(surface), surface))


def record_of(doc: Doc, paper: Paper, *, min_confidence: float = 0.0) -> ExtractionRecord:
    """The extraction record of a document that went through the pipeline.

    Args:
        doc: the document, over ``paper.text``.
        paper: its paper.
        min_confidence: leave out mentions, relations and results below it.
    """
    ids = entity_ids(doc)
    kept = [index for index, entity in enumerate(doc._.entities) if entity.confidence >= min_confidence]
    known = {index: ids[index] for index in kept}
    evidence = _Evidence(doc)
    mentions, entities = [], []
    for index in kept:
        entity = doc._.entities[index]
        spans = [span for span in entity.mentions if span._.confidence >= min_confidence]
        surfaces = [span.text for span in spans]
        name = fullest(surfaces)
        others = tuple(sorted({surface for surface in surfaces if surface != name}))
        entities.append(
            Entity(
                ids[index],
                name,
                entity.label,
                entity.role,
                others,
                _rounded(entity.confidence),
                _rounded(entity.role_confidence),
            )
        )
        mentions += [
            Mention(span.start_char, span.end_char, entity.label, ids[index], _rounded(span._.confidence))
            for span in spans
        ]
    relations = []
    for relation in doc._.relations:
        if relation.confidence >= min_confidence and relation.head in known and relation.tail in known:
            start, end = evidence.between(relation.first, relation.last)
            relations.append(
                Relation(
                    known[relation.head],
                    relation.type,
                    known[relation.tail],
                    _rounded(relation.confidence),
                    start,
                    end,
                )
            )
    results = []
    for result in doc._.results:
        if result.confidence >= min_confidence and result.head in known:
            value = value_at(evidence.text, doc[result.token].idx)
            start, end = evidence.between(result.token, result.token)
            results.append(
                Result(
                    known[result.head],
                    known.get(result.dataset),
                    known.get(result.metric),
                    value.text,
                    value.number,
                    value.unit,
                    value.gain,
                    _rounded(result.confidence),
                    value.start,
                    value.end,
                    start,
                    end,
                )
            )
    return ExtractionRecord(
        paper,
        tuple(sorted(mentions, key=lambda mention: mention.start)),
        tuple(entities),
        tuple(relations),
        tuple(results),
    )


def _rounded(value: float) -> float:
    return round(float(value), 4)


class _Evidence:
    """Offsets of sentences, found once per document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.sentence = sentence_numbers(doc)
        self.starts = np.flatnonzero(np.diff(self.sentence, prepend=-1))

    def between(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the sentence or sentences from one token to another, without white space around them."""
        following = self.sentence[last] + 1
        after = int(self.starts[following]) if following < len(self.starts) else len(self.doc)
        start = self.doc[int(self.starts[self.sentence[first]])].idx
        end = self.doc[after - 1].idx + len(self.doc[after - 1])
        text = self.text[start:end]
        return start + len(text) - len(text.lstrip()), start + len(text.rstrip())
