"""``kg resolve``: extraction records in, the same records with each entity's node out."""

import json
import sys
from pathlib import Path

import click

from kg.cli.options import corrections_option
from kg.cli.output import messages
from kg.cli.reading import read
from kg.corrections import FILE_NAME, Corrections
from kg.errors import UserError


@click.command()
@click.argument("records", nargs=-1, required=True, metavar="RECORDS...")
@corrections_option
@click.option("--strict", is_flag=True, help="Stop at the first bad record instead of skipping it.")
def command(records: tuple[str, ...], corrections: Path | None, strict: bool) -> None:
    """Find out which entities of all papers are one thing.

    RECORDS are files that `kg extract` wrote, or "-" for standard input. The records are printed again, one
    JSON object a paper; each entity has a key "node": the id of its node in the graph.

    \b
    Example:
      kg extract papers.jsonl > records.jsonl
      kg resolve records.jsonl > resolved.jsonl
    """
    papers, extracted = read(records, strict=strict)
    if papers:
        raise UserError(
            f"{len(papers):,} papers are not extracted yet ({papers[0].id}, ...): run kg extract first"
        )
    with messages.status("Resolving ..."):
        from kg.resolution import resolve

        resolution = resolve(extracted, Corrections.read(corrections or Path(FILE_NAME)))
    for record in extracted:
        row = record.to_dict()
        for entity in row["entities"]:
            node = resolution.nodes.get((record.paper.id, entity["id"]))
            entity["node"] = node.id if node else None
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    for line in resolution.unapplied:
        messages.print(f"Not applied: {line}", markup=False)
    entities = sum(len(record.entities) for record in extracted)
    things = len(set(resolution.nodes.values()))
    messages.print(f"{entities:,} entities of {len(extracted):,} papers are {things:,} things.", markup=False)
