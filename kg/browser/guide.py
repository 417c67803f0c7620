"""The guide page: how to start a server, load the graph and explore it in Neo4j Browser."""

from collections.abc import Iterable
from html import escape
from importlib import resources
from string import Template

import queries
from kg.schema import NODE_TYPES
from queries.template import TOPICS


def guide_page() -> str:
    """The page as HTML, complete in itself."""
    page = resources.files(__name__.rpartition(".")[0]).joinpath("guide.html").read_text(encoding="utf-8")
    return Template(page).substitute(legend=_legend(), scripts=_scripts())


def _legend() -> str:
    return "\n".join(
        f'<tr><td><span style="background:{kind.colour}"></span>{escape(kind.label)}</td>'
        f"<td>{escape(kind.meaning)}</td></tr>"
        for kind in NODE_TYPES
    )


def _scripts() -> str:
    parts = [_table("Graphs", queries.browser_templates().values())]
    for topic in TOPICS:
        of_topic = [template for template in queries.templates().values() if template.topic == topic]
        parts.append(_table(topic.capitalize(), of_topic))
    return "\n".join(parts)


def _table(heading: str, templates: Iterable[queries.Template]) -> str:
    rows = "".join(
        f"<tr><td>{escape(template.title)}</td><td>{escape(template.description)}</td>"
        f"<td>{' '.join(f'<code>${escape(one.name)}</code>' for one in template.parameters)}</td></tr>"
        for template in templates
    )
    return f"<h3>{escape(heading)}</h3>\n<table>{rows}</table>"
