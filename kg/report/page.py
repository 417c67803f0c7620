"""Writes a report as one HTML page: no script, no network, everything from papers escaped."""

from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kg.report.content import Report
from kg.schema import ENTITY_LABELS, NODES


def html(report: Report) -> str:
    """The page; it opens from disk and shows its evidence without scripts (the CSS ``:target``)."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=False, keep_trailing_newline=True
    )
    environment.tests["web"] = _is_web
    template = environment.from_string(_text("page.html"))
    return template.render(report=report, style=Markup(_style()))


def _is_web(address: str | None) -> bool:
    """Whether an address may be a link: others, such as ``javascript:``, are shown as text."""
    return address is not None and address.startswith(("https://", "http://"))


@cache
def _style() -> str:
    """The style sheet with the colours of the schema, so that a type has one colour everywhere."""
    labels = [(label.lower(), NODES[label].colour) for label in ENTITY_LABELS]
    rules = {
        "  COLOURS": "  " + " ".join(f"--{name}: {colour};" for name, colour in labels),
        "TILES": "\n".join(f".tiles > .{name} {{ border-top-color: var(--{name}); }}" for name, _ in labels),
        "KINDS": "\n".join(
            f".kind.{name}::before {{ background: var(--{name}); }}\nsvg .{name} {{ fill: var(--{name}); }}"
            for name, _ in labels
        ),
    }
    text = _text("page.css")
    for place, rule in rules.items():
        text = text.replace(place + "\n", rule + "\n", 1)
    return text


@cache
def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
