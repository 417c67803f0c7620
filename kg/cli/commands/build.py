"""``kg build``: papers in, graph out."""

from pathlib import Path

import click

from kg.cli.options import corrections_option, store_option
from kg.cli.output import messages
from kg.cli.progress import add_papers, print_summary
from kg.statistics import statistics
from kg.store import open_store


@click.command(
    epilog="""\b
Examples:
  kg build saved-pages/*.txt library.bib
  kg build more-papers.jsonl                 # adds to the same graph
  kg extract papers.xml > records.jsonl && kg build records.jsonl
  kg build papers.jsonl --store neo4j://localhost:7687
  kg build                                   # again, after a correction

\b
A first graph in Neo4j Browser, with Docker (kg browser writes a guide for Desktop, Aura and passwords):
  docker run -d --name kg-neo4j -p 127.0.0.1:7474:7474 -p 127.0.0.1:7687:7687 -e NEO4J_AUTH=none neo4j:5
  kg build papers.jsonl --store neo4j://localhost:7687
  kg browser                                 # then open http://localhost:7474
"""
)
@click.argument("papers", nargs=-1, metavar="[PAPERS]...")
@store_option
@corrections_option
@click.option("--strict", is_flag=True, help="Stop at the first bad record instead of skipping it.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out of new papers what is less certain than this, 0 to 1.",
)
def command(
    papers: tuple[str, ...],
    address: str,
    database: str | None,
    corrections: Path | None,
    strict: bool,
    min_confidence: float,
) -> None:
    """Read papers, extract what they are about, and build the graph or add to it.

    PAPERS are files, folders or "-" for standard input: saved Hugging Face paper pages, JSON, JSON lines, CSV,
    arXiv's snapshot and API feeds, BibTeX, RIS, OpenAlex or Semantic Scholar, also compressed, and records of
    `kg extract`. Without PAPERS the graph is made again from what it holds, with the corrections of now.

    Papers can come in any order and in any number of builds: the graph is the same. A build that is stopped
    or killed leaves the graph as it was.
    """
    with open_store(address, create=bool(papers), database=database) as store:
        changes = add_papers(
            store, papers, strict=strict, min_confidence=min_confidence, corrections=corrections
        )
        print_summary(address, changes, statistics(store))
    messages.print("Ask it: kg stats, kg query --list, kg show NAME, kg export html", markup=False)
