"""One Cypher template: how its file is read, and how values given by a user become typed parameters.

The file is plain Cypher that Neo4j Browser and cypher-shell take as it is; what the loader needs stands in
the comments at its head::

    // Methods for a task
    // Methods that papers say are used for a task, with the sentences that say so.
    // Example: kg query methods-for-task task="text classification"
    // Topic: what exists
    // Needs: papers that say what a method is used for.
    //
    // task (required; entity Task): name or any alias of the task
    :param task => "text classification";
    // limit: at most so many rows
    :param limit => 50;

    MATCH ...

A parameter has the type of its default: string, integer, float, boolean or list of strings; a string that is
an ISO date is a date. Its comment may say, in brackets, ``required``, ``entity`` with the labels that it can
name, ``paper``, or ``one of A|B|C``.
"""

import datetime
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import fuzz, process

Kind = Literal["string", "date", "integer", "float", "boolean", "list of strings"]

_PARAM = re.compile(r":param\s+(\w+)\s*=>\s*(.+?)\s*;?\s*$")
_MEANING = re.compile(r"(\w+)(?:\s*\(([^)]*)\))?:\s+(.+)$")
_MARKS = ("Example", "Topic", "Needs")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
_TRUE, _FALSE = ("true", "yes", "1", "on"), ("false", "no", "0", "off")
_NO_LIMIT = 2**31 - 1

TOPICS = (
    "find",
    "what exists",
    "what is best",
    "how it hangs together",
    "what is new",
    "where to look",
    "what to check",
)
"""Kinds of questions, in the order in which they are shown."""


class TemplateError(ValueError):
    """A template that does not exist or a value that does not fit; the message is one line for the user."""


@dataclass(frozen=True)
class Parameter:
    """One parameter of a template.

    Attributes:
        name: as written after ``$`` in the Cypher.
        kind: the type of its values.
        default: the value when none is given; for a required parameter the value of the example.
        meaning: one line for people.
        required: whether a value must be given.
        entity: the labels of the entities that it can name, empty for any; None when it names no entity.
        paper: whether it names a paper.
        choices: the only values it takes; empty when any will do.
    """

    name: str
    kind: Kind
    default: Any
    meaning: str
    required: bool = False
    entity: tuple[str, ...] | None = None
    paper: bool = False
    choices: tuple[str, ...] = ()

    def convert(self, value: Any) -> Any:
        """A value of this parameter's type, from what was typed or from a Python value.

        Raises:
            TemplateError: the value cannot be understood as this type, or is none of the choices.
        """
        converted = self._typed(value)
        if self.choices:
            if isinstance(converted, list):
                return [self._choice(item) for item in converted]
            return self._choice(converted) if converted != "" else converted
        return converted

    def _typed(self, value: Any) -> Any:
        text = value.strip() if isinstance(value, str) else value
        try:
            match self.kind:
                case "integer" if not isinstance(value, (bool, float)):
                    return _integer(text)
                case "float" if not isinstance(value, bool):
                    return _finite(text)
                case "boolean":
                    return _boolean(text)
                case "date":
                    return _date(text)
                case "list of strings":
                    return _strings(text)
                case "string" if isinstance(value, (str, int, float)):
                    return str(text)
        except (TypeError, ValueError):
            pass
        hint = ", such as 2024-01-31, 2024-01 or 2024" if self.kind == "date" else ""
        raise TemplateError(f"{self.name} must be {_article(self.kind)}{hint}, not {value!r}")

    def _choice(self, value: str) -> str:
        for choice in self.choices:
            if choice.lower() == value.lower():
                return choice
        raise TemplateError(f"{self.name} must be one of {', '.join(self.choices)}, not {value!r}")


@dataclass(frozen=True)
class Template:
    """A question as a Cypher statement with typed parameters.

    Attributes:
        name: the file's name without ``.cypher``.
        title: one line.
        description: what the rows say.
        parameters: in the order of the file.
        cypher: the statement alone, ready for a driver.
        example: a ``kg query`` line.
        topic: the kind of question, one of :data:`TOPICS`.
        needs: what a graph must hold for the template to find something.
        text: the whole file.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    cypher: str
    example: str
    topic: str
    needs: str
    text: str

    def parameter(self, name: str) -> Parameter:
        """The parameter of a name.

        Raises:
            TemplateError: there is none; the message names the nearest.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        names = [parameter.name for parameter in self.parameters]
        close = nearest(name, names)
        known = f"did you mean {close}?" if close else f"it takes {', '.join(names) or 'none'}"
        raise TemplateError(f"{self.name} has no parameter {name!r}: {known}")

    def bind(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters with typed values: what is given, else the default.

        Args:
            values: by parameter name, as typed by a user (strings) or as Python values; an empty one is not given.

        Raises:
            TemplateError: an unknown parameter, a missing required one, or a value of another type.
        """
        given: dict[str, Any] = {}
        for name, value in values.items():
            parameter = self.parameter(name)
            if value == "" or value is None:
                continue
            try:
                given[name] = parameter.convert(value)
            except TemplateError as error:
                raise TemplateError(f"{self.name}: {error}") from None
        missing = [p.name for p in self.parameters if p.required and given.get(p.name, "") in ("", [])]
        if missing:
            raise TemplateError(f"{self.name} needs {' and '.join(missing)}; for example: {self.example}")
        bound = {p.name: given.get(p.name, p.default) for p in self.parameters}
        # A limit of 0 is "not given", like the other empty values, but LIMIT itself has no such value.
        if bound.get("limit") == 0:
            bound["limit"] = _NO_LIMIT
        if isinstance(bound.get("limit"), int) and bound["limit"] < 0:
            raise TemplateError(f"{self.name}: limit must not be negative")
        return bound


def parse(name: str, text: str) -> Template:
    """Read a template from the text of its file.

    Raises:
        TemplateError: a part of the head is missing or cannot be read.
    """
    marked = dict.fromkeys(_MARKS, "")
    prose: list[str] = []
    meanings: dict[str, tuple[str, str]] = {}
    parameters: list[Parameter] = []
    statement: list[str] = []
    for line in text.splitlines():
        stripped = line.strip()
        comment = stripped.removeprefix("//").strip()
        mark = comment.partition(": ")[0]
        if statement:
            if not stripped.startswith("//"):
                statement.append(line.rstrip())
        elif stripped.startswith(":param"):
            match = _PARAM.match(stripped)
            if match is None:
                raise TemplateError(f"{name}: cannot read {stripped!r}")
            parameters.append(_parameter(name, match[1], match[2], meanings))
        elif not stripped.startswith("//"):
            if stripped:
                statement.append(line.rstrip())
        elif mark in marked:
            marked[mark] = comment.removeprefix(f"{mark}: ")
        elif not any(marked.values()):
            prose.append(comment)
        elif match := _MEANING.match(comment):
            meanings[match[1]] = (match[2] or "", match[3])
    cypher = "\n".join(statement).strip().removesuffix(";").rstrip()
    title, *description = prose or [""]
    parts = {"title": title, "description": description, "statement": cypher, **marked}
    for part, value in parts.items():
        if not value:
            raise TemplateError(f"{name}: the file has no {part}")
    if marked["Topic"] not in TOPICS:
        raise TemplateError(f"{name}: the topic is none of {', '.join(TOPICS)}")
    return Template(
        name=name,
        title=title,
        description=" ".join(description),
        parameters=tuple(parameters),
        cypher=cypher,
        example=marked["Example"],
        topic=marked["Topic"],
        needs=marked["Needs"],
        text=text,
    )


def nearest(word: str, known: list[str]) -> str | None:
    """The known word that is most like a given one, or None when none is alike."""
    hit = process.extractOne(word, known, scorer=fuzz.WRatio, processor=_comparable, score_cutoff=60)
    return hit[0] if hit else None


def _comparable(word: str) -> str:
    return word.lower().replace("_", "-")


def _parameter(template: str, name: str, literal: str, meanings: dict[str, tuple[str, str]]) -> Parameter:
    if name not in meanings:
        raise TemplateError(f"{template}: no comment says what {name} means")
    try:
        default = json.loads(literal)
    except ValueError:
        raise TemplateError(f"{template}: the default of {name} cannot be read: {literal}") from None
    required, entity, paper = False, None, False
    choices: tuple[str, ...] = ()
    qualifiers, meaning = meanings[name]
    for qualifier in filter(None, (part.strip() for part in qualifiers.split(";"))):
        head, _, rest = qualifier.partition(" ")
        options = tuple(filter(None, rest.removeprefix("of ").split("|")))
        match head:
            case "required":
                required = True
            case "entity":
                entity = options
            case "paper":
                paper = True
            case "one":
                choices = options
            case _:
                raise TemplateError(f"{template}: {name} has an unknown qualifier {qualifier!r}")
    return Parameter(name, _kind(template, name, default), default, meaning, required, entity, paper, choices)


def _kind(template: str, name: str, default: Any) -> Kind:
    match default:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "float"
        case str():
            return "date" if _DATE.match(default) else "string"
        case list() if all(isinstance(item, str) for item in default):
            return "list of strings"
    raise TemplateError(f"{template}: the default of {name} has no type that templates know")


def _integer(value: Any) -> int:
    number = int(value)
    if not -(2**63) <= number < 2**63:  # what stores keep
        raise ValueError(value)
    return number


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(value)
    return number


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value.lower() in _TRUE + _FALSE:
        return value.lower() in _TRUE
    raise ValueError(value)


def _date(value: Any) -> str:
    if isinstance(value, datetime.date):
        return value.strftime("%Y-%m-%d")
    # A year or a month stands for its first day.
    parts = str(value).strip().split("-")
    return datetime.date.fromisoformat("-".join([*parts, "01", "01"][: max(3, len(parts))])).isoformat()


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        value = json.loads(value) if value.startswith("[") else [part.strip() for part in value.split(",")]
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
        raise ValueError(value)
    return [item for item in value if item]


def _article(kind: str) -> str:
    text = {"boolean": "true or false", "integer": "a whole number", "float": "a number"}.get(kind)
    return text or f"a {kind}"
