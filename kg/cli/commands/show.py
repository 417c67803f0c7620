"""``kg show``: everything about one entity."""

import json
from collections.abc import Sequence
from itertools import groupby

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.ontology import ROLES
from kg.cli.evidence import evidence
from kg.cli.options import store_option
from kg.cli.output import cell, messages, plain
from kg.entity import Claim, EntityCard, Measurement, PaperRole, entity_cards
from kg.schema import ENTITY_LABELS
from kg.store import open_store

_SHOWN_IN_FULL = 3


@click.command(
    epilog="""\b
Examples:
  kg show LoRA
  kg show "question answering" --limit 3
  kg show BERT --type Model --json
"""
)
@click.argument("name")
@click.option(
    "--type",
    "labels",
    multiple=True,
    type=click.Choice(ENTITY_LABELS, case_sensitive=False),
    help="Only an entity of this type; may be given again.",
)
@click.option(
    "--limit",
    default=10,
    show_default=True,
    type=click.IntRange(min=1),
    help="At most so many a section.",
)
@click.option("--json", "as_json", is_flag=True, help="Print all as a JSON list of entities.")
@store_option
def command(
    name: str, labels: tuple[str, ...], limit: int, as_json: bool, address: str, database: str | None
) -> None:
    """Show one entity: type, aliases, papers by role, relations with evidence, results.

    NAME is a name or alias in any case, or an id such as method:lora. When several things have the name, all
    are shown, the one in most papers first.
    """
    with open_store(address, database=database) as store:
        cards = entity_cards(store, name, labels)
    if as_json:
        click.echo(json.dumps([plain(card.to_dict()) for card in cards], ensure_ascii=False, indent=1))
        return
    console = Console(highlight=False)
    for card in cards[:_SHOWN_IN_FULL]:
        _print_card(console, card, limit)
    if len(cards) > 1:
        others = ", ".join(f"{card.name} ({card.type}, {card.id})" for card in cards[_SHOWN_IN_FULL:])
        more = f"; not shown: {others}" if others else ""
        messages.print(
            f"{len(cards)} entities go by {name!r}; --type chooses{more}", markup=False, soft_wrap=True
        )


def _print_card(console: Console, card: EntityCard, limit: int) -> None:
    console.print(Text.assemble((card.name, "bold"), f"  {card.type}  {card.id}"))
    if card.aliases:
        console.print(Text(f"also: {', '.join(card.aliases)}"))
    introduced = f", introduced by {card.introduced}" if card.introduced else ""
    seen = f", {cell(card.first_seen)} to {cell(card.last_seen)}" if card.first_seen else ""
    console.print(Text(f"{card.papers} paper{'s' if card.papers != 1 else ''}{introduced}{seen}"))
    _print_roles(console, card.roles, limit)
    _print_claims(console, card, limit)
    _print_results(console, card.results, limit)
    console.print()


def _print_roles(console: Console, roles: Sequence[PaperRole], limit: int) -> None:
    meanings = {role.name: role.meaning for role in ROLES}
    for role, group in groupby(roles, key=lambda row: row.role):
        papers = list(group)
        _heading(console, f"{role.replace('_', ' ')}", f"{meanings[role]}; {len(papers)}")
        for row in papers[:limit]:
            date = f"{row.date.isoformat()}  " if row.date else ""
            console.print(Text(f"  {date}{row.title} [{row.paper}] {cell(row.confidence)}"))
        _rest(console, len(papers) - limit, "papers")


def _print_claims(console: Console, card: EntityCard, limit: int) -> None:
    for words, group in groupby(card.claims, key=lambda row: row.words):
        claims: list[Claim] = list(group)
        _heading(console, f"{card.name} {words}", str(len(claims)))
        for row in claims[:limit]:
            console.print(Text.assemble("  ", (row.other, "bold"), f"  {row.other_type}"))
            quote = evidence(row.paper, row.title, row.sentence, row.confidence)
            for line in quote.splitlines():
                console.print(Text(f"    {line}"))
        _rest(console, len(claims) - limit, "claims")


def _print_results(console: Console, results: Sequence[Measurement], limit: int) -> None:
    if not results:
        return
    table = Table(title=f"results ({len(results)})", title_justify="left", title_style="bold")
    for column in ("system", "data set", "metric", "value", "kind", "evidence"):
        table.add_column(column, overflow="fold")
    for row in results[:limit]:
        table.add_row(
            *(
                Text(text)
                for text in (
                    row.system,
                    row.dataset or "",
                    row.metric or "",
                    row.value,
                    "gain" if row.gain else "absolute",
                    evidence(row.paper, row.title, row.sentence, row.confidence),
                )
            )
        )
    console.print(table)
    _rest(console, len(results) - limit, "results")


def _heading(console: Console, text: str, note: str) -> None:
    console.print()
    console.print(Text.assemble((text, "bold"), f"  ({note})"))


def _rest(console: Console, number: int, what: str) -> None:
    if number > 0:
        console.print(Text(f"  ... {number} more {what}; --limit shows more, --json all"))
