"""The everyday commands on a Neo4j server, beside the embedded file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.papers import records

from kg.cli import main


@pytest.fixture(scope="module")
def addresses(neo4j_server, tmp_path_factory):
    """The file and the server that ``kg build`` has filled with the same records."""
    folder = tmp_path_factory.mktemp("verbs")
    source = folder / "records.jsonl"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record.to_dict()) + "\n" for record in records(30))
    neo4j_server.empty()
    both = str(folder / "graph.lbug"), neo4j_server.uri
    for address in both:
        assert run("build", source, "--store", address).exit_code == 0
    return both


def run(*arguments, answer=None):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=answer)


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "methods-for-task", "task=Text Classification", "--json"),
        ("query", "leaderboard", "name=glue", "--csv"),
        (
            "query",
            "--cypher",
            "MATCH (m:Model) RETURN m.name AS name, m.first_seen AS seen ORDER BY name",
            "--json",
        ),
        ("stats", "--json"),
        ("show", "LoRA"),
    ],
    ids=" ".join,
)
def test_a_verb_prints_the_same_for_both_stores(addresses, arguments):
    embedded, server = (run(*arguments, "--store", address) for address in addresses)
    assert embedded.exit_code == server.exit_code == 0, server.output
    assert server.stdout.replace(addresses[1], addresses[0]) == embedded.stdout
    assert len(server.stdout) > 20


def test_the_same_graph_is_exported_from_both_stores(addresses, tmp_path):
    texts = []
    for name, address in zip(("embedded", "server"), addresses, strict=True):
        file = tmp_path / f"{name}.json"
        assert run("export", "json", "--store", address, "-o", file).exit_code == 0
        texts.append(Path(file).read_text(encoding="utf-8"))
    assert texts[0] == texts[1]


def test_a_query_that_would_write_is_one_line_and_exit_code_2(addresses):
    result = run("query", "--cypher", "MATCH (n) DETACH DELETE n", "--store", addresses[1])
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_clear_asks_first(addresses):
    refused = run("clear", "--store", addresses[1], answer="n\n")
    assert refused.exit_code == 1
    assert run("stats", "--store", addresses[1]).exit_code == 0
    assert run("clear", "--store", addresses[1], answer="y\n").exit_code == 0
    assert run("stats", "--store", addresses[1]).exit_code == 2
