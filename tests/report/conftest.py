"""The small graph that is known by hand."""

from support.stores import small, small_store

__all__ = ["small", "small_store"]
