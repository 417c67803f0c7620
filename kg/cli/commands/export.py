"""``kg export``: the graph as a page to explore, or in a format that other tools open."""

import datetime
import importlib
import pkgutil
import sys
import tempfile
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg import exports
from kg.cli.dates import Since
from kg.cli.options import store_option
from kg.cli.output import messages
from kg.errors import UserError
from kg.graph import Graph
from kg.schema import ENTITY_LABELS, NODES, PAPER
from kg.selection import select
from kg.store import open_store

Function = TypeVar("Function", bound=Callable[..., Any])


class Labels(click.ParamType):
    """Node labels separated by commas, in any case."""

    name = "labels"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The labels as the schema spells them."""
        if isinstance(value, tuple):
            return value
        known = {label.lower(): label for label in NODES}
        words = [word.strip().lower() for word in value.split(",") if word.strip()]
        for word in words:
            if word not in known:
                self.fail(f"{word!r} is no type: choose from {', '.join(NODES)}", param, ctx)
        return tuple(known[word] for word in words)


def selection_options(function: Function) -> Function:
    """``--types``, ``--min-confidence`` and ``--since``: which part of the graph."""
    function = click.option(
        "--since", type=Since(), help="Only what papers from this date on say: 2024, 2024-05 or 2024-05-31."
    )(function)
    function = click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        show_default=True,
        help="Leave out what is less certain.",
    )(function)
    return click.option("--types", "labels", type=Labels(), help=f"Only these types: {','.join(NODES)}.")(
        function
    )


class FormatGroup(click.Group):
    """A group whose commands are ``html`` and the modules of ``kg.exports`` that can write."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all formats."""
        names = [module.name for module in pkgutil.iter_modules(exports.__path__) if module.name != "flat"]
        return sorted(["html", *(name.replace("_", "-") for name in names)])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a format, or None."""
        if cmd_name == "html":
            return html
        if cmd_name not in self.list_commands(ctx):
            return None
        return _format_command(
            cmd_name, importlib.import_module(f"{exports.__name__}.{cmd_name.replace('-', '_')}")
        )


@click.group(cls=FormatGroup)
def command() -> None:
    """Write the graph as a page to explore, or in a format that other tools open."""


@command.command("html")
@store_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    default="graph.html",
    show_default=True,
    help="The file to write.",
)
@click.option(
    "--around",
    multiple=True,
    metavar="NAME",
    help="Open with the neighbourhood of this entity or paper; can be repeated.",
)
@click.option(
    "--depth", type=click.IntRange(1, 3), default=2, show_default=True, help="Relations from --around."
)
@click.option(
    "--query",
    metavar="TEMPLATE",
    help="Open with what a query template finds; its values follow as name=value.",
)
@click.option(
    "--limit", type=click.IntRange(1), help="Entities to open with. [default: 400; 120 with --around]"
)
@selection_options
@click.option("--title", help="Heading of the page.")
@click.option("--open", "open_it", is_flag=True, help="Open the page in the browser.")
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
def html(
    address: str,
    database: str | None,
    output: str,
    around: tuple[str, ...],
    depth: int,
    query: str | None,
    limit: int | None,
    labels: tuple[str, ...] | None,
    min_confidence: float,
    since: datetime.date | None,
    title: str | None,
    open_it: bool,
    values: tuple[str, ...],
) -> None:
    """A page to explore the graph in: one file that needs no network.

    It opens with the most important entities, with a neighbourhood (--around) or with what a template finds:

    kg export html --query methods-for-task task="text classification"
    """
    from kg.views.explorer import write_explorer
    from kg.views.found import find_node, found_by

    if values and not query:
        raise UserError(f"{values[0]!r} is not expected: values belong to --query TEMPLATE.")
    if query and around:
        raise UserError("Choose one of --around and --query.")
    with messages.status("Reading the graph ..."), open_store(address, database=database) as store:
        graph = store.graph()
        chosen = found_by(store, graph, query, values) if query else None
    # Papers stay, whatever types are asked for: they are the evidence.
    kept = select(
        graph,
        labels=(*labels, PAPER, "Result") if labels else None,
        min_confidence=min_confidence,
        since=since,
    )
    centres = [find_node(kept, name) for name in around]
    with messages.status("Drawing ..."):
        picture = write_explorer(
            kept,
            output,
            title=title or _title(around, query, values),
            around=centres,
            depth=depth,
            chosen=chosen,
            papers=bool(labels and PAPER in labels),
            limit=limit,
        )
    entities = sum(1 for key in picture.nodes if key.label in ENTITY_LABELS)
    messages.print(
        f"{output}: {entities:,} of {picture.entities:,} entities shown.", markup=False, soft_wrap=True
    )
    if open_it:
        webbrowser.open(Path(output).resolve().as_uri())


def _title(around: tuple[str, ...], query: str | None, values: tuple[str, ...]) -> str:
    if query:
        import queries

        given = ", ".join(value.partition("=")[2] for value in values)
        return queries.get(query).title + (f": {given}" if given else "")
    return f"Around {', '.join(around)}" if around else "Knowledge graph of research papers"


def _format_command(name: str, module: Any) -> click.Command:
    folder = not module.SUFFIX
    default = f"graph-{name}" if folder else f"graph{module.SUFFIX}"

    @click.command(name, help=module.__doc__)
    @store_option
    @click.option(
        "-o",
        "--output",
        default=default,
        show_default=True,
        help="The folder to write." if folder else 'The file to write; "-" for standard output.',
    )
    @selection_options
    def export(
        address: str,
        database: str | None,
        output: str,
        labels: tuple[str, ...] | None,
        min_confidence: float,
        since: datetime.date | None,
    ) -> None:
        if folder and output == "-":
            raise UserError(f"kg export {name} writes a folder: name one with -o.")
        with messages.status("Reading the graph ..."), open_store(address, database=database) as store:
            graph = select(store.graph(), labels=labels, min_confidence=min_confidence, since=since)
            more = (list(store.records()),) if getattr(module, "WITH_RECORDS", False) else ()
        write_export(module, graph, output, *more)
        if output != "-":
            counted = f"{len(graph.nodes):,} nodes and {len(graph.relationships):,} relationships"
            messages.print(f"{output}: {counted}.", markup=False, soft_wrap=True)

    return export


def write_export(module: Any, graph: Graph, output: str, *more: Any) -> None:
    """Write one format to a file, a folder or (``-``) standard output."""
    try:
        if output != "-":
            module.write(graph, Path(output), *more)
            return
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"graph{module.SUFFIX}"
            module.write(graph, path)
            sys.stdout.write(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"Cannot write {output}: {error.strerror or error}.") from error
