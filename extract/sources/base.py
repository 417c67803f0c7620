"""What every source is and yields. One file a format; :mod:`extract.sources.registry` lists them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from extract.paper import Paper
from extract.record import ExtractionRecord


@dataclass(frozen=True)
class Problem:
    """A record that could not be used, for the report to the user.

    Attributes:
        file: the input as the user named it, ``<stdin>`` for standard input.
        line: the line where the record starts, from 1, or None when it is not known.
        reason: what is wrong, in a few words.
    """

    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.reason}"


@dataclass(frozen=True)
class Malformed:
    """What a source yields in place of a record that it cannot use."""

    reason: str


class RecordError(ValueError):
    """Raised by the reader of one record; the record is reported and skipped."""


Item: TypeAlias = Paper | ExtractionRecord
"""A usable record: a paper, or a paper that was extracted already."""

Found: TypeAlias = tuple[int | None, Item | Malformed]
"""A record, or the reason why it is none, with the line where it starts."""


class Text(Protocol):
    """The decoded text of one input; it can be read once, whole or line by line."""

    name: str

    def lines(self) -> Iterator[tuple[int, str]]:
        """Line numbers from 1 and lines without their line end."""
        ...

    def whole(self) -> str:
        """Everything."""
        ...


class Source(Protocol):
    """A format of files that hold papers."""

    @property
    def name(self) -> str:
        """The format's name for people."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Lower-case file name suffixes, without that of a compression.

        They decide which files of a folder are read, and which format is asked first.
        """
        ...

    def recognises(self, head: str) -> bool:
        """Whether the beginning of a text (up to 64 KiB) is in this format."""
        ...

    def read(self, text: Text) -> Iterator[Found]:
        """The records of a text, in order. A bad record never raises: it is yielded as :class:`Malformed`."""
        ...


class RecordShape(Protocol):
    """A way to lay out a paper as one object, as JSON, JSON lines and tables carry it."""

    @property
    def name(self) -> str:
        """The layout's name for people."""
        ...

    def recognises(self, record: Mapping[str, Any]) -> bool:
        """Whether an object is laid out like this."""
        ...

    def read(self, record: Mapping[str, Any]) -> Item:
        """The paper in an object.

        Raises:
            RecordError: it holds no usable paper.
        """
        ...
