"""Annotated abstracts on tokens, as the tagger learns from them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.annotations import Record, occurrences, read_annotations, text_of
from extract.components.tokenizer import token_offsets
from extract.tags import tag_numbers

__all__ = ["Record", "TaggedDocument", "occurrences", "read_annotations", "tag_document", "text_of"]


@dataclass
class TaggedDocument:
    """One annotated abstract on tokens.

    Attributes:
        words: texts of the tokens.
        spans: (first token, token after the last, surface).
        tags: tag number of each token, see :mod:`extract.tags`.
        record: the annotation record.
    """

    words: list[str]
    spans: list[tuple[int, int, str]]
    tags: NDArray[np.int16]
    record: Record


def tag_document(record: Record) -> TaggedDocument:
    """Lay the entities of an annotation record on its tokens; the few that end inside a token are left out."""
    text = text_of(record)
    offsets = token_offsets(text)
    starts = {start: index for index, (start, _) in enumerate(offsets)}
    ends = {end: index + 1 for index, (_, end) in enumerate(offsets)}
    labels = {surface: label for surface, label, *_ in record["entities"]}
    spans = sorted(
        (starts[start], ends[end], surface)
        for start, end, surface in occurrences(text, labels)
        if start in starts and end in ends
    )
    tags = tag_numbers(len(offsets), [(first, after, labels[surface]) for first, after, surface in spans])
    return TaggedDocument([text[start:end] for start, end in offsets], spans, tags, record)
