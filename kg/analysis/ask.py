"""Runs a query template for an analysis that builds on its rows."""

from typing import Any

import queries
from kg.errors import UserError
from kg.store import Rows, Store


def ask(store: Store, template: str, **values: Any) -> Rows:
    """The rows of a template.

    Args:
        store: the graph.
        template: the template's name.
        values: its parameters, as Python values or as strings.

    Raises:
        kg.errors.UserError: no such template, or a parameter that it does not take.
    """
    try:
        found = queries.get(template)
        bound = found.bind(values)
    except queries.TemplateError as error:
        raise UserError(str(error)) from error
    return store.query(found.cypher, bound)
