"""One entity with everything that a graph says about it: the answer behind ``kg show``."""

import datetime
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any, Final

from rapidfuzz import fuzz, process

from extract.ontology import RELATIONS, ROLES
from kg.errors import UserError
from kg.schema import CLAIM_TYPES, ENTITY_LABELS, ROLE_TYPES
from kg.store import Store

_ANY: Final = "|".join(ENTITY_LABELS)
_FEW: Final = 3


@dataclass(frozen=True)
class PaperRole:
    """A paper that has the entity, with what it does with it (``role`` is a role's name)."""

    role: str
    paper: str
    title: str
    date: datetime.date | None
    surface: str
    sentence: str | None
    confidence: float


@dataclass(frozen=True)
class Claim:
    """What a paper states about the entity and another one.

    Attributes:
        type: the relation type.
        words: how the relation reads from this entity's side, such as ``is evaluated on``.
        head: whether this entity is the relation's head.
        other, other_type: name and type of the other entity.
        paper, title, date, sentence, confidence: the evidence.
    """

    type: str
    words: str
    head: bool
    other: str
    other_type: str
    paper: str
    title: str
    date: datetime.date | None
    sentence: str
    confidence: float


@dataclass(frozen=True)
class Measurement:
    """A number that a paper reports with the entity: as the system, as the data set or as the metric."""

    system: str
    dataset: str | None
    metric: str | None
    value: str
    number: float | None
    unit: str
    gain: bool
    paper: str
    title: str
    date: datetime.date | None
    sentence: str
    confidence: float


@dataclass(frozen=True)
class EntityCard:
    """An entity and all that papers say about it.

    Attributes:
        id, name, type, aliases: which thing it is.
        papers: number of papers with a mention of it; ``introduced``, of those that introduce it.
        first_seen, last_seen: dates of its first and last paper.
        roles: its papers, by role from the strongest to the weakest, newest first.
        claims: relations to others, in the order of the relation types.
        results: reported numbers, by data set and metric.
    """

    id: str
    name: str
    type: str
    aliases: tuple[str, ...]
    papers: int
    introduced: int
    first_seen: datetime.date | None
    last_seen: datetime.date | None
    roles: tuple[PaperRole, ...]
    claims: tuple[Claim, ...]
    results: tuple[Measurement, ...]

    def to_dict(self) -> dict[str, Any]:
        """The card as plain values; dates stay dates."""
        return asdict(self)


def entity_cards(store: Store, name: str, labels: Collection[str] = ()) -> list[EntityCard]:
    """The entities that a name or alias stands for, in any case; the one in most papers first.

    Entities that have it as their name come alone: aliases count only where there is none.

    Args:
        store: the graph.
        name: name, alias, or node id such as ``method:lora``.
        labels: the types it may have; empty for all.

    Raises:
        kg.errors.UserError: there is none; the message names the nearest.
    """
    return [_card(store, row) for row in meant(store, name, labels)]


def meant(store: Store, name: str, labels: Collection[str] = ()) -> list[dict[str, Any]]:
    """Properties of the entities that a name stands for: those of that name, else those with that alias.

    Raises:
        kg.errors.UserError: there is none; the message names the nearest.
    """
    found = matching(store, name, labels)
    if not found:
        raise UserError(unknown(store, name, labels))
    named = [row for row in found if row["name"].lower() == name.strip().lower() or row["id"] == name]
    return named or found


def matching(store: Store, name: str, labels: Collection[str] = ()) -> list[dict[str, Any]]:
    """Properties of the entities that have this name or alias, the one in most papers first."""
    return store.query(
        f"MATCH (e:{_pattern(labels)}) WHERE toLower($name) IN e.keys OR e.id = $name "
        "RETURN e.id AS id, e.name AS name, e.type AS type, e.aliases AS aliases, e.papers AS papers, "
        "e.introduced AS introduced, e.first_seen AS first_seen, e.last_seen AS last_seen "
        "ORDER BY papers DESC, id",
        {"name": name.strip()},
    ).dicts()


def nearest_names(store: Store, name: str, labels: Collection[str] = (), limit: int = _FEW) -> list[str]:
    """Names of the entities whose name or alias is most like a given one, the likest first."""
    rows = store.query(
        f"MATCH (e:{_pattern(labels)}) UNWIND e.keys AS key "
        "RETURN key AS key, e.name AS name, e.papers AS papers ORDER BY papers DESC, name, key"
    ).rows
    hits = process.extract(
        name.strip().lower(), [row[0] for row in rows], scorer=fuzz.ratio, score_cutoff=60, limit=4 * limit
    )
    return list(dict.fromkeys(rows[index][1] for _, _, index in hits))[:limit]


def unknown(store: Store, name: str, labels: Collection[str] = ()) -> str:
    """One line for a name that no entity of these types has: what it is instead, or what is near."""
    kind = " or ".join(labels) if labels else "entity"
    if labels and (others := matching(store, name)):
        return f"{name!r} is a {others[0]['type']} in this graph, not a {kind}"
    near = nearest_names(store, name, labels)
    if near:
        return f"no {kind} {name!r} in this graph; did you mean {' or '.join(repr(other) for other in near)}?"
    return f"no {kind} {name!r} in this graph; kg query find-entity text=... looks for parts of names"


def _pattern(labels: Collection[str]) -> str:
    unknown_labels = set(labels) - set(ENTITY_LABELS)
    if unknown_labels:
        raise UserError(f"{min(unknown_labels)!r} is no type; types are {', '.join(ENTITY_LABELS)}")
    return "|".join(labels) if labels else _ANY


def _card(store: Store, row: dict[str, Any]) -> EntityCard:
    this = f"(e:{row['type']} {{id: $id}})"
    evidence = (
        "p.id AS paper, p.title AS title, p.date AS date, r.sentence AS sentence, r.confidence AS confidence"
    )
    by_id = {"id": row["id"]}
    roles = store.query(
        f"MATCH (p:Paper)-[r:{'|'.join(ROLE_TYPES)}]->{this} "
        f"RETURN type(r) AS role, r.surface AS surface, {evidence} ORDER BY paper, role",
        by_id,
    ).dicts()
    claims = []
    for left, right, head in (("-", "->", True), ("<-", "-", False)):
        claims += [
            {**claim, "head": head}
            for claim in store.query(
                f"MATCH {this}{left}[r:{'|'.join(CLAIM_TYPES)}]{right}(o:{_ANY}), (p:Paper {{id: r.paper}}) "
                f"RETURN type(r) AS type, o.name AS other, o.type AS other_type, {evidence} "
                "ORDER BY type, other, paper, o.id",
                by_id,
            ).dicts()
        ]
    return EntityCard(
        **{**row, "aliases": tuple(row["aliases"] or ())},
        roles=_roles(roles),
        claims=_claims(claims),
        results=_results(store, row),
    )


def _roles(rows: list[dict[str, Any]]) -> tuple[PaperRole, ...]:
    names = {role.relationship: (rank, role.name) for rank, role in enumerate(ROLES)}
    rows.sort(key=lambda row: (-(row["date"] or datetime.date.min).toordinal(), row["paper"]))
    rows.sort(key=lambda row: names[row["role"]][0])
    return tuple(PaperRole(**{**row, "role": names[row["role"]][1]}) for row in rows)


def _claims(rows: list[dict[str, Any]]) -> tuple[Claim, ...]:
    order = list(RELATIONS)
    rows.sort(
        key=lambda row: (
            order.index(row["type"]),
            not row["head"],
            row["other"].lower(),
            -row["confidence"],
            row["paper"],
        )
    )
    return tuple(
        Claim(words=RELATIONS[row["type"]].phrase if row["head"] else RELATIONS[row["type"]].inverse, **row)
        for row in rows
    )


def _results(store: Store, row: dict[str, Any]) -> tuple[Measurement, ...]:
    condition = {"Dataset": "d.id = $id", "Metric": "m.id = $id"}.get(row["type"], "s.id = $id")
    if row["type"] not in ("Method", "Model", "Dataset", "Metric"):
        return ()
    rows = store.query(
        "MATCH (s:Method|Model)<-[:RESULT_OF]-(r:Result), (p:Paper {id: r.paper}) "
        "OPTIONAL MATCH (r)-[:RESULT_ON]->(d:Dataset) OPTIONAL MATCH (r)-[:RESULT_IN]->(m:Metric) "
        f"WITH s, r, p, d, m WHERE {condition} "
        "RETURN s.name AS system, d.name AS dataset, m.name AS metric, r.value AS value, r.number AS number, "
        "r.unit AS unit, r.gain AS gain, p.id AS paper, p.title AS title, p.date AS date, "
        "r.sentence AS sentence, r.confidence AS confidence "
        "ORDER BY coalesce(dataset, ''), coalesce(metric, ''), system, paper, r.id",
        {"id": row["id"]},
    ).dicts()
    return tuple(Measurement(**{**result, "unit": result["unit"] or ""}) for result in rows)
