"""Stores: an embedded LadybugDB file, or a Neo4j server, chosen by the address."""

from pathlib import Path

from kg.store.base import Changes, Rows, Store

__all__ = ["Changes", "Rows", "Store", "open_store"]

NEO4J_SCHEMES = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")


def open_store(address: str, *, create: bool = False, database: str | None = None) -> Store:
    """Open a store by its address.

    Args:
        address: a ``neo4j://`` or ``bolt://`` address (or their ``+s`` and ``+ssc`` forms), the word
            ``neo4j`` for the server that NEO4J_URI names, else a file.
        create: make a graph where there is none yet; without it that is an error.
        database: the Neo4j database; its default database when None.

    Raises:
        kg.errors.UserError: the store is missing, locked, no graph of ours, or not reachable.
    """
    if address == "neo4j" or address.startswith(NEO4J_SCHEMES):
        from kg.store.neo4j import Neo4jStore

        return Neo4jStore(address, create=create, database=database)
    from kg.store.ladybug import LadybugStore

    return LadybugStore(Path(address), create=create)
