"""Options that several verbs share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.schema import ENTITY_LABELS

Function = TypeVar("Function", bound=Callable[..., Any])

DEFAULT_STORE = "graph.lbug"


def store_option(function: Function) -> Function:
    """``--store`` and ``--database``: which graph a verb works on."""
    function = click.option(
        "--database",
        envvar="NEO4J_DATABASE",
        default=None,
        help="Neo4j database; the server's default when not given.",
    )(function)
    return click.option(
        "--store",
        "address",
        envvar="KG_STORE",
        default=DEFAULT_STORE,
        show_default=True,
        help="File of the embedded graph, or a neo4j:// address: log in with NEO4J_USERNAME and NEO4J_PASSWORD, "
        "from the environment or a file .env. [env: KG_STORE]",
    )(function)


def corrections_option(function: Function) -> Function:
    """``--corrections``: the file of people's corrections, passed on as a path, or None for the default."""
    return click.option(
        "--corrections",
        envvar="KG_CORRECTIONS",
        type=click.Path(dir_okay=False, path_type=Path),
        default=None,
        help="File of corrections; corrections.yaml beside the graph when not given. [env: KG_CORRECTIONS]",
    )(function)


def type_option(function: Function) -> Function:
    """``--type``: types of entities, passed on as ``labels``, a tuple that is empty when none is given."""
    return click.option(
        "--type",
        "labels",
        multiple=True,
        type=click.Choice(ENTITY_LABELS, case_sensitive=False),
        help="Only entities of this type; may be given again.",
    )(function)


def min_confidence_option(function: Function) -> Function:
    """``--min-confidence``: leave out claims that are less certain."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        show_default=True,
        help="Only claims of at least this confidence.",
    )(function)


def limit_option(default: int) -> Callable[[Function], Function]:
    """``--limit``: at most so many rows; 0 for all."""
    return click.option(
        "--limit",
        type=click.IntRange(min=0),
        default=default,
        show_default=True,
        help="At most so many; 0 for all.",
    )


def seed_option(function: Function) -> Function:
    """``--seed``: the same seed gives the same answer."""
    return click.option(
        "--seed",
        type=int,
        default=0,
        show_default=True,
        help="For what is drawn by chance; the same seed gives the same answer.",
    )(function)
