"""Finds the one entity that a user means by a name, in a store or in a graph in memory."""

from collections.abc import Collection
from dataclasses import dataclass

from kg.entity import meant
from kg.errors import UserError
from kg.graph import Graph, NodeKey
from kg.schema import ENTITY_LABELS
from kg.store import Store
from queries import nearest


@dataclass(frozen=True)
class Found:
    """An entity that a name stands for: its node and its own name."""

    key: NodeKey
    name: str


def find_in_store(store: Store, name: str, labels: Collection[str] = ()) -> Found:
    """The entity that has a name or alias, in any case; of several, one with it as its name, in most papers.

    Args:
        store: the graph.
        name: a name, an alias, or a node id such as ``method:lora``.
        labels: the types it may have; empty for all.

    Raises:
        kg.errors.UserError: there is none; the message names the nearest.
    """
    row = meant(store, name, labels)[0]
    return Found(NodeKey(row["type"], row["id"]), row["name"])


def find_entity(graph: Graph, name: str, labels: Collection[str] = ENTITY_LABELS) -> NodeKey:
    """The same for a graph in memory.

    Args:
        graph: the stored graph.
        name: a name, an alias, or a node id such as ``method:lora``.
        labels: the types it may have.

    Raises:
        kg.errors.UserError: there is none; the message names the nearest.
    """
    wanted = name.strip().lower()
    entities = {key: properties for key, properties in graph.nodes.items() if key.label in labels}
    found = [
        key
        for key, properties in entities.items()
        if wanted in (properties.get("keys") or ()) or key.id == name
    ]
    if found:
        named = [key for key in found if entities[key]["name"].lower() == wanted or key.id == name]
        return min(named or found, key=lambda key: (-(entities[key].get("papers") or 0), key))
    kinds = " or ".join(labels) if len(labels) < len(ENTITY_LABELS) else "entity"
    close = nearest(name, sorted({str(properties["name"]) for properties in entities.values()}))
    hint = f"did you mean {close!r}?" if close else "kg query find-entity looks for parts of names"
    raise UserError(f"no {kinds} {name!r} in this graph; {hint}")
