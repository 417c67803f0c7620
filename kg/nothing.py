"""Why a template found nothing, in one line, with something that finds something."""

import datetime
import shlex
from collections.abc import Mapping
from typing import Any, Final

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from kg.entity import matching, unknown
from kg.schema import ENTITY_LABELS
from kg.store import Store
from queries import Parameter, Template, TemplateError

_TRIES: Final = 12
"""How many other entities are tried; each costs one query."""

_WIDEST: Final = {
    "min_": "0",
    "max_confidence": "1.01",
    "max_": "1000000",
    "since": "1900-01-01",
    "until": "2999-12-31",
}
"""The value at which a parameter whose name begins so leaves nothing out."""


def why_nothing(store: Store, template: Template, values: Mapping[str, Any]) -> str:
    """One line for a template that has found no rows.

    It says, in this order: that the graph is empty, which name nothing has and what is near it, that there
    are no dates, which parameter leaves everything out, which other entity the template finds rows for; else
    what papers would have to say.

    Args:
        store: the graph that was asked.
        template: the template.
        values: what the user gave, by parameter name.
    """
    finds_nothing = f"{template.name} finds nothing"
    if not store.query("MATCH (p:Paper) RETURN p.id AS id LIMIT 1").rows:
        return f"{finds_nothing}: the graph is empty; kg build PAPERS... fills it"
    for parameter in template.parameters:
        reason = _unknown_value(store, parameter, str(values.get(parameter.name) or ""))
        if reason:
            return f"{finds_nothing}: {reason}"
    if "date" in template.needs and not _dates(store):
        return f"{finds_nothing}: no paper in this graph has a date. It needs {template.needs}"
    wider = (
        _wider(store, template, values)
        or _periods(store, template, values)
        or _elsewhere(store, template, values)
    )
    if wider:
        return f"{finds_nothing} here; {_command(template, wider)} finds something"
    return f"{finds_nothing}. It needs {template.needs}"


def _unknown_value(store: Store, parameter: Parameter, value: str) -> str | None:
    if not value:
        return None
    if parameter.entity is not None and not matching(store, value, parameter.entity):
        return unknown(store, value, parameter.entity)
    if parameter.paper:
        titles = dict(store.query("MATCH (p:Paper) RETURN p.title AS title, p.id AS id ORDER BY id").rows)
        if value not in titles.values() and value.lower() not in {title.lower() for title in titles}:
            near = process.extractOne(
                value, sorted(titles), scorer=fuzz.ratio, processor=default_process, score_cutoff=60
            )
            known = "kg query find-papers looks for words"
            if near:
                known = f"the nearest is {titles[near[0]]}, {near[0]!r}"
            return f"no paper {value!r} in this graph; {known}"
    return None


def _wider(store: Store, template: Template, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """The values with as few parameters as possible put to where they leave nothing out."""
    loosened: dict[str, dict[str, Any]] = {}
    for parameter in template.parameters:
        widest = next((value for head, value in _WIDEST.items() if parameter.name.startswith(head)), None)
        optional = parameter.name in values and not parameter.required
        if parameter.name == "limit" or (widest is None and not optional):
            continue
        others = {name: value for name, value in values.items() if name != parameter.name}
        loosened[parameter.name] = others if widest is None else {**others, parameter.name: widest}
    for attempt in loosened.values():
        if _finds(store, template, attempt):
            return attempt
    return None


def _periods(store: Store, template: Template, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """The values with two periods of as many papers each, for a template that compares two."""
    if not {"before", "since"} <= {parameter.name for parameter in template.parameters}:
        return None
    dates = _dates(store)
    if not dates:
        return None
    halves = {"before": dates[0].isoformat(), "since": dates[len(dates) // 2].isoformat()}
    attempt = {**{name: value for name, value in values.items() if name != "until"}, **halves}
    return attempt if _finds(store, template, attempt) else None


def _dates(store: Store) -> list[datetime.date]:
    dated = "MATCH (p:Paper) WHERE p.date >= date('0001-01-01') RETURN p.date AS date ORDER BY date"
    return [row[0] for row in store.query(dated).rows]


def _elsewhere(store: Store, template: Template, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """The values with the first entity replaced by a frequent one for which the template finds rows."""
    parameter = next((p for p in template.parameters if p.entity is not None and p.name in values), None)
    if parameter is None:
        return None
    labels = "|".join(parameter.entity or ENTITY_LABELS)
    frequent = store.query(
        f"MATCH (e:{labels}) RETURN e.name AS name, e.papers AS papers, e.id AS id "
        f"ORDER BY papers DESC, id LIMIT {_TRIES}"
    ).rows
    for name, _, _ in frequent:
        attempt = {**values, parameter.name: name}
        if _finds(store, template, attempt):
            return attempt
    return None


def _finds(store: Store, template: Template, values: Mapping[str, Any]) -> bool:
    try:
        bound = template.bind({**values, **({"limit": 1} if _has_limit(template) else {})})
    except TemplateError:
        return False
    return bool(store.query(template.cypher, bound).rows)


def _has_limit(template: Template) -> bool:
    return any(parameter.name == "limit" for parameter in template.parameters)


def _command(template: Template, values: Mapping[str, Any]) -> str:
    given = [f"{name}={shlex.quote(_text(value))}" for name, value in values.items() if name != "limit"]
    return " ".join(["kg query", template.name, *given])


def _text(value: Any) -> str:
    return ",".join(value) if isinstance(value, (list, tuple)) else str(value)
