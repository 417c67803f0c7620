"""Copies a graph between stores."""

from kg.errors import UserError
from kg.store.base import Changes, Store


def copy_graph(source: Store, target: Store, *, replace: bool = False) -> tuple[int, Changes]:
    """Make ``target`` hold the records and the graph of ``source``.

    The graph is copied as it is, with the corrections that it was built with.

    Args:
        source: is only read.
        target: is written under its lock.
        replace: whether papers that only ``target`` has may be removed.

    Returns:
        The number of papers, and how many nodes and relationships ``target`` gained, changed and lost.

    Raises:
        UserError: both are one store, or ``target`` has papers that ``source`` lacks and must not lose them.
    """
    if source.address == target.address:
        raise UserError(f"{source.address} cannot be copied onto itself: give another address")
    with target.building():
        records, graph = list(source.records()), source.graph()
        papers = {record.paper.id for record in records}
        only = sum(record.paper.id not in papers for record in target.records())
        if only and not replace:
            raise UserError(
                f"{target.address} has {only:,} papers that {source.address} lacks: give --replace to remove them, "
                "or add papers to it with kg build"
            )
        return len(records), target.write(records, graph)
