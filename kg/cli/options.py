"""Options that several verbs share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

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
        help="File of the embedded graph, or a neo4j:// address. [env: KG_STORE]",
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
