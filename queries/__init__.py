"""The library of Cypher templates: one question a file, the same on LadybugDB and Neo4j.

>>> import queries
>>> template = queries.get("methods-for-task")
>>> template.bind({"task": "text classification"})["task"]
'text classification'
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from queries.template import TOPICS, Parameter, Template, TemplateError, nearest, parse

__all__ = [
    "TOPICS",
    "Parameter",
    "Template",
    "TemplateError",
    "browser_templates",
    "get",
    "nearest",
    "templates",
]


@cache
def templates() -> dict[str, Template]:
    """All templates by name, in the order of their names. They mean the same on every store."""
    return _read(resources.files(__name__))


@cache
def browser_templates() -> dict[str, Template]:
    """Templates for Neo4j Browser alone, which draws the nodes and relationships that they return."""
    return _read(resources.files(__name__) / "browser")


def _read(folder: Traversable) -> dict[str, Template]:
    files = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".cypher")), key=lambda entry: entry.name
    )
    return {
        name: parse(name, entry.read_text(encoding="utf-8"))
        for name, entry in ((entry.name.removesuffix(".cypher"), entry) for entry in files)
    }


def get(name: str, known: Mapping[str, Template] | None = None) -> Template:
    """The template of a name.

    Args:
        name: as ``kg query --list`` shows it.
        known: where to look; :func:`templates` when not given.

    Raises:
        TemplateError: there is none; the message names the nearest.
    """
    known = templates() if known is None else known
    found = known.get(name)
    if found is None:
        close = nearest(name, list(known))
        hint = f"did you mean {close}?" if close else "kg query --list shows them all"
        raise TemplateError(f"no template {name!r}: {hint}")
    return found
