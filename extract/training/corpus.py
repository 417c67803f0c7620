"""Annotated abstracts: reading them, and laying their annotations on tokens.

The annotation format lists unique surfaces; every case-sensitive, whole-word occurrence of a surface carries its
label, the longest surface first, without overlaps.
"""

import json
import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.components.tokenizer import token_offsets
from extract.tags import tag_numbers

Record = dict[str, Any]


def read_annotations(path: Path) -> list[Record]:
    """Annotation records of a ``.jsonl`` or ``.jsonl.xz`` file."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def text_of(record: Record) -> str:
    """Title, newline, abstract: what the offsets point into."""
    return f"{record['title']}\n{record['abstract']}"


def occurrences(text: str, surfaces: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, surface) of every whole-word occurrence, longest surface first, without overlaps."""
    taken = bytearray(len(text))
    for surface in sorted(surfaces, key=len, reverse=True):
        for match in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(surface)}(?![A-Za-z0-9])", text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                yield match.start(), match.end(), surface


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
