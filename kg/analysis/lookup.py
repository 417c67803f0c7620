"""Finds the one entity that a user means by a name."""

from collections.abc import Collection
from dataclasses import dataclass

from kg.entity import matching, unknown
from kg.errors import UserError
from kg.graph import NodeKey
from kg.store import Store


@dataclass(frozen=True)
class Found:
    """An entity that a name stands for: its node and its own name."""

    key: NodeKey
    name: str


def find_entity(store: Store, name: str, labels: Collection[str] = ()) -> Found:
    """The entity that has a name or alias, in any case; of several, one with it as its name, in most papers.

    Args:
        store: the graph.
        name: a name, an alias, or a node id such as ``method:lora``.
        labels: the types it may have; empty for all.

    Raises:
        kg.errors.UserError: there is none; the message names the nearest.
    """
    found = matching(store, name, labels)
    if not found:
        raise UserError(unknown(store, name, labels))
    named = [row for row in found if row["name"].lower() == name.strip().lower() or row["id"] == name]
    row = (named or found)[0]
    return Found(NodeKey(row["type"], row["id"]), row["name"])
