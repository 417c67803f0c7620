"""The one place that names what is extracted: entity labels, roles, relation types and their signatures.

The definitions follow the project's annotation guidelines; README.md gives them in one table.
Every other module imports the names from here and never spells a label, role or type itself.
"""

from dataclasses import dataclass
from typing import Final

METHOD: Final = "Method"
MODEL: Final = "Model"
DATASET: Final = "Dataset"
TASK: Final = "Task"
METRIC: Final = "Metric"

LABELS: Final[tuple[str, ...]] = (METHOD, MODEL, DATASET, TASK, METRIC)
"""Entity labels, in the order in which they are shown."""

SYSTEMS: Final[frozenset[str]] = frozenset({METHOD, MODEL})
"""The labels of things that can be run, evaluated and compared."""


@dataclass(frozen=True)
class Role:
    """What a paper does with an entity.

    Attributes:
        name: the name in extraction records, such as ``evaluates_on``.
        relationship: the relationship type from the paper to the entity in the graph.
        meaning: one line for people.
    """

    name: str
    relationship: str
    meaning: str


# Strongest first: variants and aliases of one thing share the strongest role found for any of them.
ROLES: Final[tuple[Role, ...]] = (
    Role("introduces", "INTRODUCES", "proposed, released or created by this paper"),
    Role("studies", "STUDIES", "analysed, surveyed or examined, when it is not the paper's own proposal"),
    Role("addresses", "ADDRESSES", "the task the paper works on"),
    Role(
        "uses", "USES", "taken as a part of the work: base model, component, training data, metric reported"
    ),
    Role("evaluates_on", "EVALUATES_ON", "what the paper tests its work on"),
    Role("compares_to", "COMPARES_TO", "baselines and competitors"),
    Role("mentions", "MENTIONS", "background, motivation, everything else"),
)
ROLE_NAMES: Final[tuple[str, ...]] = tuple(role.name for role in ROLES)
ROLE_RELATIONSHIPS: Final[dict[str, str]] = {role.name: role.relationship for role in ROLES}


@dataclass(frozen=True)
class RelationType:
    """A relation between two entities of one paper.

    Attributes:
        name: the type, also the relationship type in the graph.
        pairs: the allowed (head label, tail label) pairs.
        phrase: how the relation reads between its head and its tail.
        inverse: how it reads from the tail's side.
        symmetric: whether head and tail can be exchanged.
    """

    name: str
    pairs: frozenset[tuple[str, str]]
    phrase: str
    inverse: str
    symmetric: bool = False


def _pairs(heads: tuple[str, ...], tails: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    return frozenset((head, tail) for head in heads for tail in tails)


_SYSTEM = (METHOD, MODEL)
_SYSTEM_PAIRS = _pairs(_SYSTEM, _SYSTEM)
_SAME_LABEL = frozenset((label, label) for label in LABELS)

RELATION_TYPES: Final[tuple[RelationType, ...]] = (
    RelationType("USED_FOR", _pairs(_SYSTEM, (TASK,)), "is used for", "is done with"),
    RelationType("EVALUATED_ON", _pairs(_SYSTEM, (DATASET,)), "is evaluated on", "is used to evaluate"),
    RelationType("TRAINED_ON", _pairs(_SYSTEM, (DATASET,)), "is trained on", "is used to train"),
    RelationType("BENCHMARK_FOR", _pairs((DATASET,), (TASK,)), "is a benchmark for", "is measured with"),
    RelationType("PART_OF", _SYSTEM_PAIRS, "is part of", "contains"),
    RelationType("BASED_ON", _SYSTEM_PAIRS | {(DATASET, DATASET)}, "is based on", "is the basis of"),
    RelationType("APPLIED_TO", _pairs((METHOD,), (MODEL,)), "is applied to", "is modified by"),
    RelationType("OUTPERFORMS", _SYSTEM_PAIRS, "outperforms", "is outperformed by"),
    RelationType(
        "COMPARED_WITH",
        _SYSTEM_PAIRS | {(DATASET, DATASET)},
        "is compared with",
        "is compared with",
        symmetric=True,
    ),
    RelationType("SUBCLASS_OF", _SAME_LABEL, "is a kind of", "has the kind"),
    RelationType(
        "MEASURED_BY", _pairs((METHOD, MODEL, DATASET, TASK), (METRIC,)), "is measured by", "measures"
    ),
)
RELATIONS: Final[dict[str, RelationType]] = {relation.name: relation for relation in RELATION_TYPES}


def allowed_relations(head_label: str, tail_label: str) -> tuple[str, ...]:
    """Names of the relation types whose signature admits this ordered pair of labels."""
    return tuple(relation.name for relation in RELATION_TYPES if (head_label, tail_label) in relation.pairs)


def strongest_role(roles: "list[str] | tuple[str, ...]") -> str:
    """The strongest of several roles of one thing; ``mentions`` when there is none."""
    return min(roles, key=ROLE_NAMES.index, default=ROLE_NAMES[-1])
