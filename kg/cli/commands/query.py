"""``kg query``: ask the graph a question of the library, or in Cypher."""

import json
import re
from typing import Any

import click

import queries
from kg.cli.evidence import narrow
from kg.cli.options import store_option
from kg.cli.output import cell, format_options, messages, print_rows
from kg.errors import UserError
from kg.nothing import why_nothing
from kg.store import open_store

_BROWSER = "browser/"
_VALUE = re.compile(r"(\w+)=(.*)", re.DOTALL)


@click.command(
    epilog="""\b
Examples:
  kg query --list
  kg query methods-for-task --parameters
  kg query methods-for-task task="text classification"
  kg query leaderboard name=GLUE --csv
  kg query browser/neighbourhood --text
  kg query --cypher "MATCH (m:Method) RETURN m.name AS name ORDER BY m.papers DESC LIMIT 5"
"""
)
@click.argument("name", required=False)
@click.argument("values", nargs=-1, metavar="[PARAMETER=VALUE]...")
@click.option("--list", "show_list", is_flag=True, help="Show all templates: name, title, parameters.")
@click.option("--parameters", "show_parameters", is_flag=True, help="Show what NAME asks and its parameters.")
@click.option("--text", "show_text", is_flag=True, help="Print NAME's file, to paste into Neo4j Browser.")
@click.option("--cypher", help="Run this read-only Cypher statement; PARAMETER=VALUE fill its $parameters.")
@store_option
@format_options
def command(
    name: str | None,
    values: tuple[str, ...],
    show_list: bool,
    show_parameters: bool,
    show_text: bool,
    cypher: str | None,
    address: str,
    database: str | None,
    output_format: str | None,
) -> None:
    """Ask the graph a question: a template NAME with its parameters, or a Cypher statement.

    A list is written with commas (types=Method,Model), a date as 2024-01-31, 2024-01 or 2024. An entity is
    found by its name or any alias, in any case.
    """
    if cypher is not None:
        given = _given([name, *values] if name else values)
        with open_store(address, database=database) as store:
            rows = store.query(cypher, {key: _scalar(value) for key, value in given.items()})
        print_rows(rows.columns, rows.rows, output_format)
        return
    if show_list or name is None:
        _print_list(output_format)
        return
    try:
        if name.startswith(_BROWSER):
            drawn = queries.get(name.removeprefix(_BROWSER), queries.browser_templates())
            if not show_text:
                raise UserError(
                    f"{name} draws in Neo4j Browser: kg query {name} --text prints what to paste there"
                )
            click.echo(drawn.text, nl=False)
            return
        template = queries.get(name)
        if show_text:
            click.echo(template.text, nl=False)
            return
        if show_parameters:
            _print_parameters(template, output_format)
            return
        given = _given(values)
        bound = template.bind(given)
    except queries.TemplateError as error:
        raise UserError(str(error)) from error
    with open_store(address, database=database) as store:
        rows = store.query(template.cypher, bound)
        nothing = "" if rows.rows else why_nothing(store, template, given)
    if output_format is None and rows.rows:
        table = narrow(rows.columns, rows.rows)
        common = [f"{column.replace('_', ' ')} {cell(value)}" for column, value in table.common.items()]
        print_rows(table.columns, table.rows, title="; ".join([template.title, *common]))
    elif output_format is not None:
        print_rows(rows.columns, rows.rows, output_format)
    if nothing:
        messages.print(nothing, markup=False, soft_wrap=True)


def _given(words: "tuple[str, ...] | list[str]") -> dict[str, str]:
    given = {}
    for word in words:
        match = _VALUE.fullmatch(word)
        if match is None:
            raise UserError(f'{word!r} is not PARAMETER=VALUE, such as task="machine translation"')
        if match[1] in given:
            raise UserError(f"{match[1]} is given twice")
        given[match[1]] = match[2]
    return given


def _scalar(text: str) -> Any:
    """A number, a truth value or a list where the text is JSON for one, else the text."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, (int, float, bool, list)) else text


def _print_list(output_format: str | None) -> None:
    found = sorted(queries.templates().values(), key=lambda t: (queries.TOPICS.index(t.topic), t.name))
    if output_format == "json":
        click.echo(json.dumps([_described(template) for template in found], ensure_ascii=False, indent=1))
        return
    rows = [
        (t.topic, t.name, t.title, ", ".join(f"{p.name}*" if p.required else p.name for p in t.parameters))
        for t in found
    ]
    print_rows(("topic", "name", "title", "parameters"), rows, output_format)
    if output_format is None:
        messages.print("* must be given; kg query NAME --parameters says more", markup=False)
        drawn = ", ".join(_BROWSER + name for name in queries.browser_templates())
        messages.print(f"For pictures in Neo4j Browser, with --text: {drawn}", markup=False, soft_wrap=True)


def _described(template: queries.Template) -> dict[str, Any]:
    return {
        "name": template.name,
        "topic": template.topic,
        "title": template.title,
        "description": template.description,
        "example": template.example,
        "needs": template.needs,
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.kind,
                "required": parameter.required,
                "default": None if parameter.required else parameter.default,
                "choices": list(parameter.choices),
                "meaning": parameter.meaning,
            }
            for parameter in template.parameters
        ],
    }


def _print_parameters(template: queries.Template, output_format: str | None) -> None:
    described = _described(template)
    if output_format == "json":
        click.echo(json.dumps(described, ensure_ascii=False, indent=1))
        return
    if output_format is None:
        click.echo(f"{template.title}\n{template.description}")
        click.echo(f"Example: {template.example}\nNeeds: {template.needs}\n")
    columns = ("name", "type", "default", "meaning")
    rows = [
        (
            row["name"],
            row["type"],
            "must be given" if row["required"] else json.dumps(row["default"], ensure_ascii=False),
            row["meaning"] + (f"; one of {', '.join(row['choices'])}" if row["choices"] else ""),
        )
        for row in described["parameters"]
    ]
    if rows or output_format is not None:
        print_rows(columns, rows, output_format)
    else:
        click.echo("It takes no parameters.")
