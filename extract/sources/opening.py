"""Opens inputs: files, folders and standard input, plain or compressed, in UTF-8, UTF-16 or Windows-1252."""

import bz2
import codecs
import gzip
import io
import lzma
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, Protocol, cast

from extract.errors import SourceError

HEAD_BYTES = 64 * 1024
"""How much of an input is looked at to tell its format."""

STDIN = "-"
COMPRESSION_SUFFIXES = (".gz", ".xz", ".zst", ".bz2")

_DAMAGE = (EOFError, OSError, lzma.LZMAError, zlib.error)

# What a user may hand over by mistake, by its first bytes, and what to do about it.
_NOT_TEXT = {
    b"%PDF": "a PDF; kg reads titles and abstracts: export them as BibTeX, RIS, JSON or CSV",
    b"PK\x03\x04": "a ZIP archive or office document; unpack or export it first",
    b"SQLite format 3": "an SQLite database; export the papers as CSV or JSON lines",
    b"PAR1": "a Parquet file; export the papers as CSV or JSON lines",
}


class DamagedInput(Exception):
    """The rest of an input cannot be read; what came before it is good."""


class _Stream(Protocol):
    def read1(self, size: int = -1, /) -> bytes: ...


class DecodedText:
    """The text of one input, decoded line by line so that a large file is never held whole."""

    def __init__(self, name: str, raw: Iterable[bytes], encoding: str) -> None:
        self.name = name
        self._raw = raw
        self._encoding = encoding

    def lines(self) -> Iterator[tuple[int, str]]:
        """Line numbers from 1 and lines without their line end."""
        number = 0
        for decoded in self._decoded():
            for line in _unix(decoded).removesuffix("\n").split("\n"):
                number += 1
                yield number, line

    def whole(self) -> str:
        """Everything, with line ends as ``\\n``."""
        return _unix("".join(self._decoded()))

    def _decoded(self) -> Iterator[str]:
        try:
            if self._encoding == "utf-16":
                yield from io.StringIO(b"".join(self._raw).decode("utf-16", errors="replace"), newline="")
                return
            for number, line in enumerate(self._raw):
                yield _decode(line.removeprefix(codecs.BOM_UTF8) if number == 0 else line)
        except _DAMAGE as error:
            raise DamagedInput(f"the rest of the file cannot be read: {error}") from error


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decode(line: bytes) -> str:
    # Old reference managers write Windows-1252; a wrong byte must not cost the whole file.
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


@contextmanager
def open_input(path: str) -> Iterator[tuple[str, DecodedText]]:
    """Open an input and yield its head, for telling the format, and its whole text.

    Compression is told by content, so it works on standard input too.

    Raises:
        SourceError: the input is missing, unreadable, empty, or no text.
    """
    name = "<stdin>" if path == STDIN else path.encode(errors="surrogateescape").decode(errors="replace")
    try:
        opened = nullcontext(sys.stdin.buffer) if path == STDIN else open(path, "rb")  # noqa: SIM115
    except OSError as error:
        raise SourceError(f"{name}: cannot be read: {error.strerror or error}") from error
    with opened as stream:
        try:
            plain = _decompressed(name, cast(_Stream, stream))
            head = _read_up_to(plain, HEAD_BYTES)
        except _DAMAGE as error:
            reason = getattr(error, "strerror", None) or error
            raise SourceError(f"{name}: cannot be read: {reason}") from error
        encoding = _encoding(name, head)
        text = DecodedText(name, io.BufferedReader(_Joined(head, plain)), encoding)
        yield _unix(head.decode(encoding, errors="replace")), text


def _encoding(name: str, head: bytes) -> str:
    if not head.strip():
        raise SourceError(f"{name}: the file is empty")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for magic, what in _NOT_TEXT.items():
        if head.startswith(magic):
            raise SourceError(f"{name}: this is {what}")
    if b"\0" in head:
        raise SourceError(f"{name}: this is a binary file, not text that kg knows")
    return "utf-8-sig"


def _decompressed(name: str, stream: _Stream) -> _Stream:
    magic = _read_up_to(stream, 6)
    joined = io.BufferedReader(_Joined(magic, stream))
    if magic.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=joined)
    if magic.startswith(b"\xfd7zXZ\0"):
        return lzma.LZMAFile(joined)
    if magic.startswith(b"BZh"):
        return bz2.BZ2File(joined)
    if magic.startswith(b"\x28\xb5\x2f\xfd"):
        try:
            import zstandard
        except ImportError as error:
            raise SourceError(
                f"{name}: reading Zstandard needs the package zstandard: pip install 'kg-papers[zst]'"
            ) from error
        return io.BufferedReader(_Zstandard(joined, zstandard.ZstdDecompressor().decompressobj))
    return joined


def _read_up_to(stream: _Stream, size: int) -> bytes:
    # A pipe hands over less than was asked for, so ask until it is enough or over. ``read1`` never drops what
    # it has when the stream breaks off; what is wrong is met again by whoever reads on.
    found = b""
    try:
        while len(found) < size and (part := stream.read1(size - len(found))):
            found += part
    except _DAMAGE:
        if not found:
            raise
    return found


class _Zstandard(io.RawIOBase):
    """Decompresses frame after frame and tells when the last one breaks off, unlike zstandard's reader."""

    def __init__(self, compressed: _Stream, new_frame: Callable[[], Any]) -> None:
        self._compressed = compressed
        self._new_frame = new_frame
        self._frame: Any = None
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            rest = b""
            if self._frame is not None and self._frame.eof:
                rest, self._frame = self._frame.unused_data, None
            data = rest or self._compressed.read1(io.DEFAULT_BUFFER_SIZE)
            if not data:
                if self._frame is not None:
                    raise EOFError("Compressed file ended before the end of its last frame")
                return 0
            self._frame = self._frame or self._new_frame()
            try:
                self._ready = self._frame.decompress(data)
            except Exception as error:  # zstandard is optional, so its error class cannot be named here
                raise OSError(f"damaged Zstandard data: {error}") from error
        part, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


class _Joined(io.RawIOBase):
    """A stream from which a head was read already, with that head put back."""

    def __init__(self, head: bytes, rest: _Stream) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head[: len(buffer)] or self._rest.read1(len(buffer))
        self._head = self._head[len(data) :] if self._head else b""
        buffer[: len(data)] = data
        return len(data)


def suffix(path: str) -> str:
    """The lower-case suffix of a file name, without that of a compression."""
    name = Path(path).name.lower()
    for compression in COMPRESSION_SUFFIXES:
        name = name.removesuffix(compression)
    return Path(name).suffix


def expand(paths: Sequence[str], suffixes: frozenset[str]) -> list[tuple[str, bool]]:
    """The inputs that paths stand for, each with whether it was found in a folder; folders are walked.

    In folders, hidden files and files with other suffixes than the given ones are passed over. A file that is
    reached twice is read once.

    Raises:
        SourceError: a path is missing, or a folder holds no file that could be read.
    """
    inputs: dict[str, bool] = {}
    for path in paths:
        if path != STDIN and Path(path).is_dir():
            files = sorted(
                str(file)
                for file in Path(path).rglob("*")
                if file.is_file()
                and suffix(file.name) in suffixes
                and not any(part.startswith(".") for part in file.relative_to(path).parts)
            )
            if not files:
                raise SourceError(
                    f"{path}: the folder holds no file with papers ({', '.join(sorted(suffixes))})"
                )
            for file in files:
                inputs.setdefault(file, True)
        elif path == STDIN or Path(path).exists():
            inputs[path] = False
        else:
            raise SourceError(f"{path}: there is no such file or folder")
    return list(inputs.items())
