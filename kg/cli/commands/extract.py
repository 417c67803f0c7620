"""``kg extract``: papers in, extraction records out."""

import json
import sys

import click

from kg.cli.output import messages
from kg.cli.reading import extracted, read


@click.command(
    epilog="""\b
Examples:
  kg extract saved-pages/*.txt > records.jsonl
  zcat snapshot.json.gz | kg extract - --min-confidence 0.5 > records.jsonl
  kg extract library.bib | jq -r '.entities[] | [.label, .name, .role] | @tsv'
"""
)
@click.argument("papers", nargs=-1, required=True, metavar="PAPERS...")
@click.option("--strict", is_flag=True, help="Stop at the first bad record instead of skipping it.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out what is less certain than this, 0 to 1.",
)
def command(papers: tuple[str, ...], strict: bool, min_confidence: float) -> None:
    """Extract what papers are about and how it relates; print one JSON record a paper.

    PAPERS are files, folders or "-" for standard input: saved Hugging Face paper pages, JSON, JSON lines, CSV,
    arXiv's snapshot and API feeds, BibTeX, RIS, OpenAlex or Semantic Scholar, also compressed. Papers that
    come as records are extracted again. `kg build` reads the records, so that a large extraction need not be
    done twice.
    """
    found, records = read(papers, strict=strict)
    found += [record.paper for record in records]
    for record in extracted(found, min_confidence):
        sys.stdout.write(json.dumps(record.to_dict(), ensure_ascii=False) + "\n")
    sys.stdout.flush()
    noun = "paper" if len(found) == 1 else "papers"
    messages.print(f"{len(found):,} {noun} extracted.", markup=False)
