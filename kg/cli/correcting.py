"""What the verbs that correct the graph share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from kg.cli.options import corrections_option, store_option
from kg.cli.output import messages
from kg.correct import correct
from kg.corrections import Correction, default_path
from kg.errors import UserError
from kg.store import Store, open_store
from kg.store.base import Changes

Function = TypeVar("Function", bound=Callable[..., Any])


def correction_options(function: Function) -> Function:
    """The options of a verb that corrects: which graph, and which file of corrections."""
    return store_option(corrections_option(function))


def run(
    address: str,
    database: str | None,
    path: Path | None,
    verb: str,
    arguments: Callable[[Store], tuple[str, ...]],
) -> None:
    """Make one correction and say what it changed.

    Args:
        address, database, path: values of the options.
        verb: the correction's verb.
        arguments: gives its arguments, things by their ids, once the graph is open.
    """
    file = path or default_path(address)
    with open_store(address, database=database) as store:
        try:
            correction = Correction(verb, tuple(" ".join(text.split()) for text in arguments(store)))
        except ValueError as error:
            raise UserError(str(error)) from error
        with messages.status("Correcting ...") as status:
            changes = correct(
                store, file, correction, progress=lambda step: status.update(f"{step} ..."), warn=not_applied
            )
    report(f"{file}: {correction}", changes)
    messages.print("Take it back with kg undo.", markup=False)


def not_applied(line: str) -> None:
    """Tell of a correction that no longer applies."""
    messages.print(f"Not applied: {line}", markup=False, soft_wrap=True)


def report(what: str, changes: Changes) -> None:
    """Say what was corrected, and how much of the graph that changed."""
    messages.print(what, markup=False, soft_wrap=True)
    messages.print(
        f"Added {changes.added:,}, changed {changes.changed:,}, removed {changes.removed:,}.", markup=False
    )
