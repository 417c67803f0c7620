"""The graph schema, said once: node labels, relationship types, their properties and end points.

Store tables, constraints, indexes, exports, colours and documentation are all derived from here.
Property types are a small set that every store can keep: STRING, DATE, INT, FLOAT, BOOL, STRINGS (a list).
"""

from dataclasses import dataclass
from typing import Final, Literal

from extract.ontology import DATASET, LABELS, METHOD, METRIC, MODEL, RELATION_TYPES, ROLES

SCHEMA_VERSION: Final = 1
"""Grows whenever a stored graph of an older version can no longer be read."""

PropertyType = Literal["STRING", "DATE", "INT", "FLOAT", "BOOL", "STRINGS"]

PAPER: Final = "Paper"
RESULT: Final = "Result"


@dataclass(frozen=True)
class Property:
    """A property of a node or relationship, with its meaning for people."""

    name: str
    type: PropertyType
    meaning: str


@dataclass(frozen=True)
class NodeType:
    """A node label; ``id`` is unique within it."""

    label: str
    meaning: str
    properties: tuple[Property, ...]
    colour: str
    shape: str


@dataclass(frozen=True)
class RelationshipType:
    """A relationship type with its (from label, to label) pairs. Two relationships are the same when their
    ends, type and ``paper`` are the same."""

    name: str
    meaning: str
    pairs: tuple[tuple[str, str], ...]
    properties: tuple[Property, ...]


_ENTITY = (
    Property("id", "STRING", "label and folded name, such as method:lora"),
    Property("name", "STRING", "the most used full form"),
    Property("type", "STRING", "the label again, so that a query can return it on every store"),
    Property("aliases", "STRINGS", "every other surface that papers use for it"),
    Property("keys", "STRINGS", "name and aliases in lower case, for look-ups: toLower($name) IN n.keys"),
    Property("papers", "INT", "number of papers with a mention of it"),
    Property("introduced", "INT", "number of papers that introduce it"),
    Property("first_seen", "DATE", "date of the earliest dated paper with a mention of it"),
    Property("last_seen", "DATE", "date of the latest"),
    Property("first_year", "INT", "year of first_seen"),
    Property("confidence", "FLOAT", "the highest confidence of any of its mentions, 0 to 1"),
)
_PAPER = (
    Property("id", "STRING", "arXiv id, DOI or an id made from the title"),
    Property("title", "STRING", "title"),
    Property("abstract", "STRING", "abstract"),
    Property("date", "DATE", "date of publication"),
    Property("year", "INT", "year of publication"),
    Property("authors", "STRINGS", "names as written"),
    Property("categories", "STRINGS", "categories, keywords or tags"),
    Property("url", "STRING", "where it can be read"),
    Property("source", "STRING", "the file it was read from"),
)
_RESULT = (
    Property("id", "STRING", "paper id and offset of the value"),
    Property("value", "STRING", "as written"),
    Property("number", "FLOAT", "the value as a number"),
    Property("unit", "STRING", "%, x, points, ...; empty when there is none"),
    Property("gain", "BOOL", "true for a difference or ratio, false for an absolute value"),
    Property("paper", "STRING", "id of the paper that reports it"),
    Property("sentence", "STRING", "the evidence sentence"),
    Property("start", "INT", "offset of the evidence sentence in title, newline, abstract"),
    Property("end", "INT", "end offset of the evidence sentence"),
    Property("confidence", "FLOAT", "0 to 1"),
)
# Okabe and Ito's colour-blind-safe palette (https://jfly.uni-koeln.de/color/), with shapes as a second code.
_STYLE: dict[str, tuple[str, str, str]] = {
    "Method": ("a technique, algorithm, procedure or module", "#0072B2", "dot"),
    "Model": ("something one can run, prompt or fine-tune, or a class of such things", "#D55E00", "square"),
    "Dataset": ("a corpus, benchmark or named data source", "#009E73", "triangle"),
    "Task": ("a problem to be solved, or an ability that is measured", "#CC79A7", "diamond"),
    "Metric": ("how quality or cost is measured", "#E69F00", "star"),
}
NODE_TYPES: Final[tuple[NodeType, ...]] = (
    NodeType(PAPER, "a paper that was read", _PAPER, "#666666", "box"),
    *(NodeType(label, _STYLE[label][0], _ENTITY, _STYLE[label][1], _STYLE[label][2]) for label in LABELS),
    NodeType(RESULT, "a number that a paper reports", _RESULT, "#56B4E9", "hexagon"),
)
NODES: Final[dict[str, NodeType]] = {node.label: node for node in NODE_TYPES}

_ROLE = (
    Property("paper", "STRING", "id of the paper"),
    Property("surface", "STRING", "the fullest surface in this paper"),
    Property("mentions", "INT", "number of mentions in this paper"),
    Property("sentence", "STRING", "the sentence of the first mention"),
    Property("start", "INT", "offset of the first mention in title, newline, abstract"),
    Property("end", "INT", "end offset of the first mention"),
    Property("confidence", "FLOAT", "confidence of the role, 0 to 1"),
)
_CLAIM = (
    Property("paper", "STRING", "id of the paper that makes the claim"),
    Property("sentence", "STRING", "the evidence sentence"),
    Property("start", "INT", "offset of the evidence sentence in title, newline, abstract"),
    Property("end", "INT", "end offset of the evidence sentence"),
    Property("head_surface", "STRING", "how the paper names the head"),
    Property("tail_surface", "STRING", "how the paper names the tail"),
    Property("confidence", "FLOAT", "0 to 1"),
)
_LINK = (Property("paper", "STRING", "id of the paper that reports the result"),)

RELATIONSHIP_TYPES: Final[tuple[RelationshipType, ...]] = (
    *(
        RelationshipType(role.relationship, role.meaning, tuple((PAPER, label) for label in LABELS), _ROLE)
        for role in ROLES
    ),
    *(RelationshipType(kind.name, kind.phrase, tuple(sorted(kind.pairs)), _CLAIM) for kind in RELATION_TYPES),
    RelationshipType("REPORTS", "reports the result", ((PAPER, RESULT),), _LINK),
    RelationshipType("RESULT_OF", "is a result of", ((RESULT, METHOD), (RESULT, MODEL)), _LINK),
    RelationshipType("RESULT_ON", "was measured on", ((RESULT, DATASET),), _LINK),
    RelationshipType("RESULT_IN", "is given in the metric", ((RESULT, METRIC),), _LINK),
)
RELATIONSHIPS: Final[dict[str, RelationshipType]] = {kind.name: kind for kind in RELATIONSHIP_TYPES}
ROLE_TYPES: Final[tuple[str, ...]] = tuple(role.relationship for role in ROLES)
CLAIM_TYPES: Final[tuple[str, ...]] = tuple(kind.name for kind in RELATION_TYPES)
ENTITY_LABELS: Final[tuple[str, ...]] = LABELS
