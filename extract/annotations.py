"""Annotated abstracts: reading them, and finding their surfaces in the text.

The annotation format lists unique surfaces; every case-sensitive, whole-word occurrence of a surface carries its
label, the longest surface first, without overlaps.
"""

import json
import lzma
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

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
