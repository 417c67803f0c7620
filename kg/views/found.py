"""From names and from the answers of query templates to the nodes to draw."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import queries
from kg.analysis.lookup import find_entity
from kg.errors import UserError
from kg.graph import Graph, NodeKey
from kg.schema import ENTITY_LABELS, PAPER
from kg.store.base import Store


def find_node(graph: Graph, name: str) -> NodeKey:
    """The entity that has a name or alias, or the paper that has an id or title.

    Raises:
        kg.errors.UserError: there is none.
    """
    paper = NodeKey(PAPER, name.strip())
    if paper in graph.nodes:
        return paper
    wanted = name.strip().lower()
    for key in sorted(graph.nodes):
        if key.label == PAPER and str(graph.nodes[key].get("title", "")).lower() == wanted:
            return key
    return find_entity(graph, name)


def found_by(store: Store, graph: Graph, template: str, given: Sequence[str]) -> list[NodeKey]:
    """The nodes that the rows of a query template name.

    Entities, and what the parameters name, if there are any: papers are then evidence. Else the papers, with
    what they introduce, study or address.

    Args:
        store: where the template runs.
        graph: the graph of the store.
        template: name of the template.
        given: its parameters, each ``name=value``.

    Raises:
        kg.errors.UserError: no such template, a bad parameter, or nothing found.
    """
    values = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals:
            raise UserError(f"{item!r} is no parameter: write name=value.")
        values[name] = value
    try:
        query = queries.get(template)
        bound = query.bind(values)
    except ValueError as error:
        raise UserError(str(error)) from error
    rows = store.query(query.cypher, bound).dicts()
    entities, papers = _named(graph, rows)
    if not entities and not papers:
        raise UserError(f"{template} finds nothing to draw; kg query {template} shows its answer.")
    if entities:
        for parameter in query.parameters:
            if parameter.entity is not None and parameter.name in values:
                entities.append(find_entity(graph, values[parameter.name], parameter.entity or ENTITY_LABELS))
        return list(dict.fromkeys(entities))
    known = set(papers)
    topics = [
        key.end
        for key in sorted(graph.relationships)
        if key.start in known and key.type in ("INTRODUCES", "STUDIES", "ADDRESSES")
    ]
    return list(dict.fromkeys((*papers, *topics)))


def _named(graph: Graph, rows: Iterable[Mapping[str, Any]]) -> tuple[list[NodeKey], list[NodeKey]]:
    """Entities and papers that the cells of the rows name, in the order in which they come up."""
    by_name: dict[str, list[NodeKey]] = {}
    for key in sorted(graph.nodes):
        if key.label in ENTITY_LABELS:
            by_name.setdefault(str(graph.nodes[key]["name"]), []).append(key)
            by_name.setdefault(key.id, []).append(key)
    entities: dict[NodeKey, None] = {}
    papers: dict[NodeKey, None] = {}
    for row in rows:
        for column, cell in row.items():
            if column in ("sentence", "title", "type", "label", "aliases"):
                continue
            for value in cell if isinstance(cell, list) else [cell]:
                if not isinstance(value, str):
                    continue
                if (paper := NodeKey(PAPER, value)) in graph.nodes:
                    papers[paper] = None
                named = by_name.get(value, [])
                # One name, several types: the row's type or the column's name says which.
                fitting = [key for key in named if key.label in (row.get("type"), column.capitalize())]
                entities.update(dict.fromkeys(fitting or named))
    return list(entities), list(papers)
