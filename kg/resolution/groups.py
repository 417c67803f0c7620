"""Groups of entities that are one node, and what people's corrections do to them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.ontology import LABELS
from kg.corrections import Correction
from kg.resolution.clusters import Clusters
from kg.resolution.folding import fold
from kg.resolution.naming import name_of, slug
from kg.resolution.occurrences import Occurrence


@dataclass(eq=False)
class Group:
    """Entities of papers that are one node.

    Attributes:
        label: the node's label.
        rows: the entities.
        given_name: the name that a person gave it, if any.
    """

    label: str
    rows: list[Occurrence]
    given_name: str | None = None
    _name: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The node's name."""
        if self.given_name is not None:
            return self.given_name
        if self._name is None:
            self._name = name_of(self.rows)
        return self._name

    @property
    def entities(self) -> list[tuple[str, str]]:
        """Paper id and entity id of every row."""
        return [(row.paper, row.entity.id) for row in self.rows]

    @property
    def papers(self) -> set[str]:
        """Ids of the papers that have it."""
        return {row.paper for row in self.rows}


def identities(groups: Iterable[Group]) -> dict[Group, str]:
    """Ids of nodes: label and slug; where groups share them, all but the one with most papers add a paper."""
    same: dict[str, list[tuple[int, str, Group]]] = defaultdict(list)
    for group in groups:
        papers = group.papers
        same[f"{group.label.lower()}:{slug(group.name)}"].append((-len(papers), min(papers), group))
    ids: dict[Group, str] = {}
    for base, claims in same.items():
        claims.sort(key=lambda claim: (claim[0], claim[1], sorted(claim[2].entities)))
        taken: set[str] = set()
        for rank, (_, paper, group) in enumerate(claims):
            identity = base if rank == 0 else f"{base}~{paper}"
            while identity in taken:
                identity += "~"
            taken.add(identity)
            ids[group] = identity
    return ids


class Unapplied(Exception):
    """A correction that found nothing to correct; the text says why."""


class Corrector:
    """Applies corrections to groups, one after the other.

    Attributes:
        groups: the groups as they are now, in a fixed order.
    """

    def __init__(self, groups: Iterable[Group]) -> None:
        self.groups: dict[Group, None] = dict.fromkeys(groups)
        self._by_slug: dict[str, dict[Group, None]] = defaultdict(dict)
        for group in self.groups:
            self._enter(group)

    def apply(self, correction: Correction) -> None:
        """Apply a correction other than ``reject``.

        Raises:
            Unapplied: it names something that is not there, or changes nothing.
        """
        first, *rest = correction.arguments
        match correction.verb:
            case "merge":
                self._merge(self.find(first), self.find(rest[0]))
            case "split":
                self._split(self.find(first), rest)
            case "rename":
                self._change(self.find(first), name=rest[0])
            case "retype":
                self._change(self.find(first), label=rest[0])

    def find(self, reference: str) -> Group:
        """The group that an id, a name or an alias means.

        Raises:
            Unapplied: there is none, or several.
        """
        label, name, paper = _parts(reference)
        found = list(self._by_slug.get(slug(name), ()))
        if label:
            found = [group for group in found if group.label.lower() == label]
        if paper:
            found = [group for group in found if paper in group.papers]
        if not found:
            raise Unapplied(f"nothing is called {reference!r}")
        named = [group for group in found if slug(group.name) == slug(name)]
        if len(named) > 1 and label and not paper:
            # An id without a paper is the one with most papers; see identities.
            named = [min(named, key=lambda group: (-len(group.papers), min(group.papers)))]
        best = named or found
        if len(best) > 1:
            kinds = ", ".join(sorted(f"{group.label.lower()}:{slug(group.name)}" for group in best)[:5])
            raise Unapplied(f"{reference!r} is the name of {len(best)} things ({kinds}): give the id of one")
        return best[0]

    def _merge(self, kept: Group, other: Group) -> None:
        if kept is other:
            raise Unapplied("the two are one thing already")
        # The kept one's name and type stay, as a person would expect of "merge into".
        merged = Group(kept.label, [*kept.rows, *other.rows], kept.given_name or kept.name)
        self._replace([kept, other], [merged])

    def _split(self, group: Group, surfaces: Sequence[str]) -> None:
        parts = _taken_out(group.rows, surfaces) if surfaces else _parts_of(group.rows)
        if len(parts) < 2:
            raise Unapplied("there is nothing to split")
        self._replace([group], [Group(group.label, rows) for rows in parts])

    def _change(self, group: Group, *, name: str | None = None, label: str | None = None) -> None:
        if (name is not None and name == group.name) or (label is not None and label == group.label):
            raise Unapplied("it is so already")
        self._replace([group], [Group(label or group.label, group.rows, name or group.given_name)])

    def _replace(self, old: Sequence[Group], new: Sequence[Group]) -> None:
        for group in old:
            del self.groups[group]
            for text in self._slugs(group):
                self._by_slug[text].pop(group, None)
        for group in new:
            self._enter(group)

    def _enter(self, group: Group) -> None:
        self.groups[group] = None
        for text in self._slugs(group):
            self._by_slug[text][group] = None

    @staticmethod
    def _slugs(group: Group) -> set[str]:
        return {slug(surface) for row in group.rows for surface in row.surfaces} | {slug(group.name)}


def _parts(reference: str) -> tuple[str, str, str]:
    """Label in lower case, name and paper of a reference; label and paper are empty when it has none."""
    label, colon, rest = reference.partition(":")
    if not colon or label not in {known.lower() for known in LABELS}:
        return "", reference, ""
    name, _, paper = rest.partition("~")
    return label, name, paper


def _taken_out(rows: Sequence[Occurrence], surfaces: Sequence[str]) -> list[list[Occurrence]]:
    """The rows with one of the surfaces, and the others."""
    keys = {fold(surface).key for surface in surfaces}
    out = [row for row in rows if any(form.key in keys for _, form in (*row.long, *row.short))]
    rest = [row for row in rows if row not in out]
    return [part for part in (rest, out) if part]


def _parts_of(rows: Sequence[Occurrence]) -> list[list[Occurrence]]:
    """Rows that share a full form, or a bare abbreviation; paper by paper when that is one part."""
    clusters: Clusters[object] = Clusters()
    for row in rows:
        for _, form in row.long or row.short:
            clusters.join((row.paper, row.entity.id), form.key)
    parts: dict[object, list[Occurrence]] = defaultdict(list)
    for row in rows:
        parts[clusters.find((row.paper, row.entity.id))].append(row)
    if len(parts) == 1:
        parts.clear()
        for row in rows:
            parts[row.paper].append(row)
    return list(parts.values())
