"""Corrections by people: lines of one readable YAML file, applied at every build in their order.

::

    # Corrections of the graph. One line each; delete a line to undo it, or say: kg undo
    - merge: [method:lora, method:low-rank-adapter]
    - split: method:em
    - rename: [method:lora, Low-Rank Adaptation]
    - retype: [model:mamba, Method]
    - reject: method:lora OUTPERFORMS method:prefix-tuning @ 2401.00001

A thing is named by its id, its name or any alias. A claim is ``HEAD TYPE TAIL @ PAPER`` (without a paper:
every paper's), or ``PAPER TYPE THING`` for the role of a thing in a paper, or the id of a Result node.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from extract.ontology import LABELS
from kg.errors import UserError
from kg.schema import CLAIM_TYPES, ROLE_TYPES

FILE_NAME: Final = "corrections.yaml"
ENVIRONMENT_VARIABLE: Final = "KG_CORRECTIONS"

# Verb: least and most number of arguments, and how they are written.
_VERBS: Final[dict[str, tuple[int, int | None, str]]] = {
    "merge": (2, 2, "[KEEP, OTHER]"),
    "split": (1, None, "THING, or [THING, SURFACE, ...]"),
    "rename": (2, 2, "[THING, NAME]"),
    "retype": (2, 2, f"[THING, TYPE] with one of {', '.join(LABELS)}"),
    "reject": (1, 1, "HEAD TYPE TAIL @ PAPER"),
}
_HEADER = """\
# Corrections of the graph, applied at every build in this order.
# Made by kg merge, split, rename, retype and reject. Delete a line to undo it, or say: kg undo
"""
_CLAIM = re.compile(rf"(?P<head>.+?) (?P<type>{'|'.join(CLAIM_TYPES)}) (?P<tail>.+?)(?: @ (?P<paper>\S+))?")
_ROLE = re.compile(rf"(?P<paper>.+?) (?P<type>{'|'.join(ROLE_TYPES)}) (?P<thing>.+)")


@dataclass(frozen=True)
class Claim:
    """A reference to a relationship of the graph.

    Attributes:
        type: relationship type.
        head: the thing it starts from; empty for a role, which starts from a paper.
        tail: the thing it leads to.
        paper: id of the paper that claims it; empty for every paper.
    """

    type: str
    head: str
    tail: str
    paper: str = ""

    def __str__(self) -> str:
        if not self.head:
            return f"{self.paper} {self.type} {self.tail}"
        return f"{self.head} {self.type} {self.tail}" + (f" @ {self.paper}" if self.paper else "")

    @classmethod
    def parse(cls, text: str) -> "Claim | None":
        """The inverse of ``str``; None for text that is no such reference."""
        if found := _CLAIM.fullmatch(text.strip()):
            return cls(found["type"], found["head"], found["tail"], found["paper"] or "")
        if found := _ROLE.fullmatch(text.strip()):
            return cls(found["type"], "", found["thing"], found["paper"])
        return None


@dataclass(frozen=True)
class Correction:
    """One correction: a verb and its arguments as written."""

    verb: str
    arguments: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.verb not in _VERBS:
            raise ValueError(f"unknown correction {self.verb!r}: {', '.join(_VERBS)} are known")
        least, most, usage = _VERBS[self.verb]
        given = len(self.arguments)
        if given < least or (most is not None and given > most) or not all(self.arguments):
            raise ValueError(f"{self.verb} is written {self.verb}: {usage}")
        if self.verb == "retype" and self.arguments[1] not in LABELS:
            raise ValueError(f"{self.arguments[1]!r} is no type: {', '.join(LABELS)} are")

    def __str__(self) -> str:
        """The correction as one line of YAML, without the dash."""
        listed = yaml.safe_dump(
            list(self.arguments), default_flow_style=True, allow_unicode=True, width=1 << 16
        )
        return f"{self.verb}: {listed.strip()[1:-1] if len(self.arguments) == 1 else listed.strip()}"


@dataclass(frozen=True)
class Corrections:
    """What people put right, in the order in which they said it.

    Attributes:
        entries: the corrections.
        origin: the file they come from, for messages.
    """

    entries: tuple[Correction, ...] = ()
    origin: str = FILE_NAME

    def __iter__(self) -> Iterator[Correction]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @classmethod
    def read(cls, path: Path) -> "Corrections":
        """Read a corrections file; a file that does not exist holds none.

        Raises:
            UserError: the file cannot be read or holds something that is no correction; the line is named.
        """
        text = _read_text(path)
        return cls(tuple(correction for correction, _, _ in _parse(text, path)), str(path))


def default_path(address: str) -> Path:
    """The corrections file of a store: beside an embedded one's file, in the working folder for a server."""
    return Path(FILE_NAME) if "://" in address else Path(address).parent / FILE_NAME


def add(path: Path, correction: Correction) -> None:
    """Append a correction as one line; what is in the file stays as it is, comments included."""
    text = _read_text(path)
    _parse(text, path)
    if not text.strip():
        text = _HEADER
    elif not text.endswith("\n"):
        text += "\n"
    _write_text(path, f"{text}- {correction}\n")


def remove(path: Path, number: int = -1) -> Correction:
    """Take one correction out of the file and return it; comments and all other lines stay.

    Args:
        path: the corrections file.
        number: which one, from 1; the last one when -1.

    Raises:
        UserError: there is no such correction.
    """
    text = _read_text(path)
    entries = _parse(text, path)
    if not entries:
        raise UserError(f"{path} holds no correction to undo")
    if number != -1 and not 1 <= number <= len(entries):
        raise UserError(f"{path} has no correction {number}: it holds {len(entries)}")
    correction, first, last = entries[number if number == -1 else number - 1]
    lines = text.splitlines(keepends=True)
    left = "".join(lines[:first] + lines[last:])
    if left == _HEADER:
        path.unlink()
    else:
        _write_text(path, left)
    return correction


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}") from error


def _write_text(path: Path, text: str) -> None:
    """Replace the file in one step, so that a killed run leaves the old or the new one."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UserError(f"{path} cannot be written: {error}") from error


def _parse(text: str, path: Path) -> list[tuple[Correction, int, int]]:
    """Every correction with its first line and the line after its last, from 0."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UserError(f"{path}:{line}: not YAML: {error.problem}") from error
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise UserError(
            f"{path}:1: a corrections file is a list; each line begins with '- merge:', '- split:', ..."
        )
    entries: list[tuple[Correction, int, int]] = []
    for node in root.value:
        line = node.start_mark.line + 1
        try:
            correction = _correction(node)
        except ValueError as error:
            raise UserError(f"{path}:{line}: {error}") from error
        entries.append((correction, node.start_mark.line, _last_leaf(node).end_mark.line + 1))
    return entries


def _last_leaf(node: yaml.Node) -> yaml.Node:
    # A block ends, for YAML, only after the comments behind it.
    if isinstance(node, yaml.MappingNode):
        return _last_leaf(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        return _last_leaf(node.value[-1])
    return node


def _correction(node: yaml.Node) -> Correction:
    # Scalars are taken as written: "3.10" is a name here, not a number.
    if not isinstance(node, yaml.MappingNode) or len(node.value) != 1:
        raise ValueError(
            "a correction is one verb and what it applies to, such as - merge: [BERT, bert-base]"
        )
    verb, value = node.value[0]
    items = value.value if isinstance(value, yaml.SequenceNode) else [value]
    if not all(isinstance(item, yaml.ScalarNode) for item in (verb, *items)):
        raise ValueError("a correction names things as plain text")
    return Correction(verb.value, tuple(item.value.strip() for item in items))
