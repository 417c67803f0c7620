"""Union-find that refuses to join what must stay apart."""

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Clusters(Generic[Item]):
    """A partition that grows by joining, with a check before every join.

    Args:
        allowed: whether two *items* may be in one cluster. It is asked for every pair of representatives that
            the clusters keep, so that a chain of small steps cannot join what a single step may not.
    """

    def __init__(self, allowed: Callable[[Item, Item], bool] = lambda one, other: True) -> None:
        self._parent: dict[Item, Item] = {}
        self._members: dict[Item, list[Item]] = {}
        self._allowed = allowed

    def find(self, item: Item) -> Item:
        """The representative of an item's cluster; an item never joined stands for itself."""
        parent = self._parent
        root = item
        while root in parent:
            root = parent[root]
        while item in parent:
            parent[item], item = root, parent[item]
        return root

    def members(self, item: Item) -> list[Item]:
        """The items of an item's cluster."""
        root = self.find(item)
        return self._members.get(root, [root])

    def join(self, one: Item, other: Item) -> bool:
        """Join two clusters; False, and nothing changes, when two of their members must stay apart."""
        first, second = self.find(one), self.find(other)
        if first == second:
            return True
        ours, theirs = self._members.get(first, [first]), self._members.get(second, [second])
        if not all(self._allowed(a, b) for a in ours for b in theirs):
            return False
        if len(ours) < len(theirs):
            first, second, ours, theirs = second, first, theirs, ours
        self._members[first] = [*ours, *theirs]
        self._members.pop(second, None)
        self._parent[second] = first
        return True

    def join_all(self, pairs: Iterable[tuple[Item, Item]]) -> None:
        """Join pair by pair, in the order given."""
        for one, other in pairs:
            self.join(one, other)
