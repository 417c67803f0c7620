"""Resolves extraction records into a graph, stores it, analyses and shows it.

``kg.open(address)`` opens a graph from Python; :mod:`kg.api` says what can be asked of it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph as KnowledgeGraph
    from kg.api import open as open

__all__ = ["KnowledgeGraph", "open"]


def __getattr__(name: str) -> Any:
    # The API brings NetworkX and the stores along: commands that need neither start faster without.
    if name in __all__:
        from kg import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
