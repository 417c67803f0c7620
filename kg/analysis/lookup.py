"""Finds the node that a user means by a name."""

from collections.abc import Collection

from kg.errors import UserError
from kg.graph import Graph, NodeKey
from kg.schema import ENTITY_LABELS
from queries import nearest


def find_entity(graph: Graph, name: str, labels: Collection[str] = ENTITY_LABELS) -> NodeKey:
    """The entity that has a name or alias, in any case; the one in most papers when several have it.

    Args:
        graph: the stored graph.
        name: a name, an alias, or a node id such as ``method:lora``.
        labels: the types it may have.

    Raises:
        kg.errors.UserError: there is none; the message names the nearest.
    """
    wanted = name.strip().lower()
    found = [
        key
        for key, properties in graph.nodes.items()
        if key.label in labels and (wanted in properties.get("keys", ()) or key.id == name)
    ]
    if found:
        return min(found, key=lambda key: (-(graph.nodes[key].get("papers") or 0), key))
    kinds = " or ".join(labels) if len(labels) < len(ENTITY_LABELS) else "entity"
    names = [
        str(properties["name"])
        for key, properties in sorted(graph.nodes.items())
        if key.label in labels and properties.get("name")
    ]
    close = nearest(name, names)
    hint = f"did you mean {close!r}?" if close else "kg query find-entity looks for parts of names"
    raise UserError(f"no {kinds} {name!r} in this graph: {hint}")
