"""Builds a graph: what is stored and what is new, united, resolved and written."""

from collections.abc import Callable, Iterable, Sequence

from extract.paper import Paper
from extract.record import ExtractionRecord
from extract.sources import merge
from kg.corrections import Corrections
from kg.cycles import without_cycle_collection
from kg.resolution import resolve
from kg.store.base import Changes, Store


def build(
    store: Store,
    records: Iterable[ExtractionRecord],
    corrections: Corrections | None = None,
    progress: Callable[[str], None] | None = None,
    warn: Callable[[str], None] | None = None,
) -> Changes:
    """Add papers to a graph, or make the graph again from the records that it holds.

    The graph follows from the set of all records ever added: neither their order nor the number of builds
    matters. Of several records of one paper the fuller one counts. Whoever else wants to write waits or is
    refused until the build ends; a build that is killed leaves the last good graph.

    Args:
        store: where the graph is.
        records: extraction records to add; none makes the graph again, with other corrections for instance.
        corrections: what people put right.
        progress: called with the name of every step as it begins.
        warn: called with one line for every correction that no longer applies.

    Returns:
        How many nodes and relationships the graph gained, changed and lost.

    Raises:
        kg.errors.UserError: the store cannot be written.
    """
    step = progress or (lambda name: None)
    with store.building():
        added = list(records)  # they may be extracted as they are asked for, which does make cycles
        with without_cycle_collection():
            step("Reading the stored records")
            united = merge([*store.records(), *added])
            step(f"Resolving {len(united):,} papers")
            resolution = resolve(united, corrections)
            for line in resolution.unapplied:
                if warn is not None:
                    warn(line)
            graph = resolution.graph
            step(f"Writing {len(graph.nodes):,} nodes and {len(graph.relationships):,} relationships")
            return store.write(united, graph)


def news(
    store: Store, papers: Sequence[Paper], records: Sequence[ExtractionRecord]
) -> tuple[list[Paper], list[ExtractionRecord]]:
    """What a store does not hold yet: the papers that have to be extracted, and the records to add.

    A paper whose stored record has the same or a fuller text is not extracted again; when it tells something
    else, such as a date, its record comes back with that.
    """
    stored = {record.paper.id: record for record in store.records()}
    items: list[Paper | ExtractionRecord] = merge([*stored.values(), *records, *papers])
    return (
        [item for item in items if isinstance(item, Paper)],
        [item for item in items if isinstance(item, ExtractionRecord) and stored.get(item.paper.id) != item],
    )
