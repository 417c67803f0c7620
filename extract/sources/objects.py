"""Papers that are laid out as one object each, whatever carries the objects: JSON lines, JSON or a table."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from extract.sources.arxiv_snapshot import ArxivSnapshot
from extract.sources.base import Found, Malformed, RecordError, RecordShape
from extract.sources.columns import Columns
from extract.sources.extraction_record import ExtractionRecords
from extract.sources.openalex import OpenAlex
from extract.sources.semantic_scholar import SemanticScholar

SHAPES: Final[tuple[RecordShape, ...]] = (
    ExtractionRecords(),
    ArxivSnapshot(),
    OpenAlex(),
    SemanticScholar(),
    Columns(),
)
"""In the order in which they are asked; the last one takes what is left."""

# Where services put the list of papers within their answer, the outermost first.
_CONTAINERS = (
    "message",
    "results",
    "data",
    "papers",
    "items",
    "works",
    "entries",
    "records",
    "recommendedPapers",
)


def read_object(line: int | None, value: Any) -> Iterator[Found]:
    """The paper that an object holds, or the papers of the list in an answer of a service."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif not isinstance(value, Mapping):
            yield line, Malformed(f"an object expected, found {_kind(value)}")
        elif (inner := _contained(value)) is not None:
            waiting.append(inner)
        else:
            shape = next(shape for shape in SHAPES if shape.recognises(value))
            try:
                yield line, shape.read(value)
            except RecordError as error:
                yield line, Malformed(str(error))


def _contained(value: Mapping[str, Any]) -> Any:
    if "title" in value or "mentions" in value:
        return None
    return next((value[key] for key in _CONTAINERS if isinstance(value.get(key), (list, Mapping))), None)


def _kind(value: Any) -> str:
    return (
        "null"
        if value is None
        else {"str": "text", "bool": "true or false"}.get(type(value).__name__, "a number")
    )
