"""Counts the facts of ``facts.tsv``: what abbreviations stand for, and which names are one thing.

::

    python -m kg.resolution.facts ANNOTATED.jsonl.xz ... --abstracts ABSTRACTS.jsonl.xz \\
        --leave-out PAIRS.jsonl --leave-out dev.jsonl > facts.tsv

ANNOTATED are files of annotated abstracts, one JSON object a line with ``id``, ``entities`` (surface, label,
role) and ``aliases`` (two surfaces); ABSTRACTS hold ``id``, ``title`` and ``abstract``, of which only definitions
such as "low-rank adaptation (LoRA)" are read. All may be plain or compressed with xz. Papers that occur in a
file to leave out (by ``id``, or as the two papers of a judged pair) are left out, so that figures on them are
no figures of memory.
"""

import json
import lzma
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from extract.components.abbreviations import find_abbreviations
from extract.paper import Paper
from extract.record import Entity, ExtractionRecord
from kg.resolution.abbreviations import expands, is_abbreviation
from kg.resolution.concepts import SYNONYM_RATIO
from kg.resolution.evidence import Evidence
from kg.resolution.folding import Form, fold
from kg.resolution.knowledge import ANY_LABEL, Knowledge
from kg.resolution.occurrences import occurrences
from kg.resolution.versions import compatible

MINIMUM_PAPERS = 2
"""What fewer annotated papers state is one author's usage and not shipped."""
MINIMUM_DEFINITIONS = 3
"""Definitions that were found, not annotated, need so many papers."""
LONGEST = 8
"""Full forms of more words are no names."""

Row = tuple[str, str, str, str, int]


@click.command()
@click.argument("annotated", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--abstracts", multiple=True, type=click.Path(exists=True, path_type=Path))
@click.option("--leave-out", "judged", multiple=True, type=click.Path(exists=True, path_type=Path))
def main(annotated: tuple[Path, ...], abstracts: tuple[Path, ...], judged: tuple[Path, ...]) -> None:
    """Count facts in abstracts and print them as tab-separated lines."""
    left_out = {
        str(row[key])
        for path in judged
        for row in read_lines(path)
        for key in ("id", "a_paper", "b_paper")
        if key in row
    }
    papers = {str(row["id"]): row for path in annotated for row in read_lines(path)}
    rows = stated(row for paper, row in papers.items() if paper not in left_out)
    left_out |= papers.keys()
    others = (row for path in abstracts for row in read_lines(path) if str(row["id"]) not in left_out)
    sys.stdout.writelines(fact_lines(rows, defined(others)))


def fact_lines(*facts: Iterable[Row]) -> list[str]:
    """Facts as sorted lines of ``facts.tsv``."""
    return ["\t".join(map(str, row)) + "\n" for row in sorted(row for rows in facts for row in rows)]


def stated(papers: Iterable[dict[str, Any]]) -> list[Row]:
    """The facts that enough annotated papers state."""
    evidence = Evidence(occurrences([record_of(paper) for paper in papers]), Knowledge())
    rows: list[Row] = []
    for short, counts in evidence.expansions.items():
        for key, number in counts.items():
            rows.append(
                (
                    "expansion",
                    evidence.label(key) or ANY_LABEL,
                    short,
                    " ".join(evidence.forms[key].tokens),
                    number,
                )
            )
    for (one, other), number in evidence.together.items():
        ours, theirs = evidence.forms[one], evidence.forms[other]
        if number >= SYNONYM_RATIO * evidence.apart[one, other] and compatible(ours, theirs):
            names = (" ".join(ours.tokens), " ".join(theirs.tokens))
            rows.append(("synonym", evidence.label(one) or ANY_LABEL, *names, number))
    return [row for row in rows if row[-1] >= MINIMUM_PAPERS]


def defined(papers: Iterable[dict[str, Any]]) -> list[Row]:
    """The abbreviations that enough abstracts define."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    forms: dict[str, Form] = {}
    for paper in papers:
        text = f"{paper['title']}\n{paper['abstract']}"
        found: set[tuple[str, str]] = set()
        for definition in find_abbreviations(text):
            surface = text[definition.short_start : definition.short_end]
            short, long = fold(surface), fold(text[definition.long_start : definition.long_end])
            if is_abbreviation(surface) and len(long.tokens) <= LONGEST and expands(short.key, long):
                known = forms.setdefault(long.key, long)
                forms[long.key] = min(known, long, key=lambda form: form.tokens)
                found.add((short.key, long.key))
        for short_key, long_key in found:
            counts[short_key][long_key] += 1
    return [
        ("expansion", ANY_LABEL, short_key, " ".join(forms[long_key].tokens), number)
        for short_key, by_long in counts.items()
        for long_key, number in by_long.items()
        if number >= MINIMUM_DEFINITIONS
    ]


def record_of(paper: dict[str, Any]) -> ExtractionRecord:
    """An annotated abstract as a record without mentions: entities are the groups that its aliases make."""
    labels = {surface: label for surface, label, _ in paper["entities"]}
    group = {surface: {surface: None} for surface in labels}
    for one, other in paper.get("aliases", ()):
        if (
            labels.get(one) is not None
            and labels[one] == labels.get(other)
            and group[one] is not group[other]
        ):
            group[one].update(group[other])
            for surface in group[other]:
                group[surface] = group[one]
    entities = []
    for surfaces in {id(members): members for members in group.values()}.values():
        name, *aliases = sorted(surfaces, key=lambda surface: (-len(surface), surface))
        entities.append(Entity(name, name, labels[name], "mentions", tuple(aliases)))
    return ExtractionRecord(
        Paper(str(paper["id"]), paper["title"], paper["abstract"]), entities=tuple(entities)
    )


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file with one a line, plain or compressed with xz."""
    with (
        lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".xz"
        else path.open(encoding="utf-8") as lines
    ):
        for line in lines:
            yield json.loads(line)


if __name__ == "__main__":
    main()
