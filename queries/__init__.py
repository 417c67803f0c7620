"""The library of Cypher templates: one question a file, the same on LadybugDB and Neo4j.

>>> import queries
>>> template = queries.get("methods-for-task")
>>> template.bind({"task": "text classification"})["task"]
'text classification'
"""

from functools import cache
from importlib import resources

from queries.template import TOPICS, Parameter, Template, TemplateError, nearest, parse

__all__ = ["TOPICS", "Parameter", "Template", "TemplateError", "get", "nearest", "templates"]


@cache
def templates() -> dict[str, Template]:
    """All templates by name, in the order of their names."""
    files = sorted(
        (entry for entry in resources.files(__name__).iterdir() if entry.name.endswith(".cypher")),
        key=lambda entry: entry.name,
    )
    return {
        name: parse(name, entry.read_text(encoding="utf-8"))
        for name, entry in ((entry.name.removesuffix(".cypher"), entry) for entry in files)
    }


def get(name: str) -> Template:
    """The template of a name.

    Raises:
        TemplateError: there is none; the message names the nearest.
    """
    found = templates().get(name)
    if found is None:
        close = nearest(name, list(templates()))
        known = f"did you mean {close}?" if close else "kg query --list shows them all"
        raise TemplateError(f"no template {name!r}: {known}")
    return found
