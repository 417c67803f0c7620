"""``kg build``, ``stats``, ``clear`` and ``demo`` as a user runs them."""

import dataclasses
import json

import pytest
from click.testing import CliRunner
from support.graph_files import kg, write_records
from support.papers import records

from kg.build import build
from kg.cli import main
from kg.corrections import Correction, add
from kg.resolution import resolve
from kg.store import open_store

PAPERS = records(12)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run ``kg`` in an empty working folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, **options: CliRunner().invoke(main, list(map(str, arguments)), **options)


def lines_of_error(result):
    assert result.exit_code == 2
    assert result.stdout == ""
    return result.stderr.strip().splitlines()


def test_build_makes_a_graph_in_the_working_folder_and_says_what_is_in_it(run, tmp_path):
    graph = resolve(PAPERS).graph
    result = run("build", write_records(tmp_path / "records.jsonl", PAPERS))
    assert result.exit_code == 0, result.output
    assert "graph.lbug: 12 papers" in result.stdout
    assert f"Added {len(graph.nodes) + len(graph.relationships):,}, changed 0, removed 0." in result.stdout
    with open_store(str(tmp_path / "graph.lbug")) as store:
        assert store.graph() == graph


def test_build_adds_and_says_when_nothing_changes(run, tmp_path):
    first = write_records(tmp_path / "first.jsonl", PAPERS[:7])
    second = write_records(tmp_path / "second.jsonl", PAPERS[5:])
    run("build", first)
    assert "12 papers" in run("build", second).stdout
    assert "Nothing changed." in run("build", second, first).stdout


def test_records_come_from_standard_input_too(tmp_path):
    text = write_records(tmp_path / "records.jsonl", PAPERS).read_text()
    built = kg("build", "-", "--store", tmp_path / "graph.lbug", input=text)
    assert built.returncode == 0, built.stderr
    assert "12 papers" in built.stdout


def test_the_store_may_come_from_the_environment(tmp_path, run):
    papers = write_records(tmp_path / "records.jsonl", PAPERS[:3])
    run("build", papers, env={"KG_STORE": "other.lbug"})
    assert (tmp_path / "other.lbug").exists()
    assert json.loads(run("stats", "--json", env={"KG_STORE": "other.lbug"}).stdout)["nodes"]["Paper"] == 3


def test_build_without_papers_makes_the_graph_again_with_the_corrections_of_now(run, tmp_path):
    run("build", write_records(tmp_path / "records.jsonl", PAPERS))
    add(tmp_path / "corrections.yaml", Correction("rename", ("GLUE", "GLUE of old")))
    add(tmp_path / "corrections.yaml", Correction("rename", ("no such thing", "x")))
    result = run("build")
    assert result.exit_code == 0, result.output
    assert "Not applied" in result.stderr
    assert "no such thing" in result.stderr
    rows = run(
        "query", "--cypher", "MATCH (d:Dataset) WHERE 'glue' IN d.keys RETURN d.name AS name", "--json"
    )
    assert json.loads(rows.stdout) == [{"name": "GLUE of old"}]


def test_build_without_papers_and_without_a_graph_is_an_error(run):
    (line,) = lines_of_error(run("build"))
    assert "kg build PAPERS" in line


def test_a_bad_record_is_skipped_and_reported_or_with_strict_stops_the_build(run, tmp_path):
    path = write_records(tmp_path / "records.jsonl", PAPERS)
    path.write_text(path.read_text() + '{"version": 1, "paper": {}}\n')
    assert "records.jsonl:13" in "\n".join(lines_of_error(run("build", path, "--strict")))
    assert not (tmp_path / "graph.lbug").exists()
    result = run("build", path)
    assert "Skipped 1 bad record" in result.stderr
    assert "12 papers" in result.stdout


def test_what_cannot_be_built_leaves_the_graph_as_it_is(run, tmp_path):
    run("build", write_records(tmp_path / "records.jsonl", PAPERS))
    before = (tmp_path / "graph.lbug").read_bytes()
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    for papers in ("picture.png", "missing.bib"):
        (line,) = lines_of_error(run("build", papers))
        assert papers in line
    assert (tmp_path / "graph.lbug").read_bytes() == before


def test_a_file_that_is_no_graph_is_refused_before_anything_is_read(run, tmp_path):
    papers = write_records(tmp_path / "records.jsonl", PAPERS)
    (line,) = lines_of_error(run("build", papers, "--store", papers))
    assert "is no graph of kg" in line


def test_stats_counts_what_is_there(run, tmp_path):
    graph = resolve(PAPERS).graph
    with open_store(str(tmp_path / "graph.lbug"), create=True) as store:
        build(store, PAPERS)
    found = json.loads(run("stats", "--json", "--top", "2").stdout)
    counted = {**found["nodes"], **found["relationships"]}
    assert {name: number for name, number in counted.items() if number} == graph.counts()
    assert (found["first"], found["last"], found["undated"]) == ("2019-01-01", "2024-12-12", 1)
    most = sorted(graph.labelled("Model"), key=lambda node: (-node["papers"], node["id"]))[:2]
    assert found["top"]["Model"] == [{"name": node["name"], "papers": node["papers"]} for node in most]
    table = run("stats").stdout
    assert "12 papers (2019-01-01 to 2024-12-12, 1 without a date)" in table
    assert f"{most[0]['name']} ({most[0]['papers']})" in table


def test_stats_of_papers_without_dates(run, tmp_path):
    undated = dataclasses.replace(PAPERS[0], paper=dataclasses.replace(PAPERS[0].paper, date=None))
    run("build", write_records(tmp_path / "records.jsonl", [undated]))
    assert "1 paper (no dates)" in run("stats").stdout


def test_clear_asks_and_removes_the_graph(run, tmp_path):
    run("build", write_records(tmp_path / "records.jsonl", PAPERS))
    refused = run("clear", input="n\n")
    assert refused.exit_code == 1
    assert "Remove the graph of 12 papers in graph.lbug?" in refused.output
    assert (tmp_path / "graph.lbug").exists()
    cleared = run("clear", "--yes")
    assert f"Removed {len(resolve(PAPERS).graph.nodes):,} nodes from graph.lbug." in cleared.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["records.jsonl"]
    (line,) = lines_of_error(run("clear", "--yes"))
    assert "there is no graph" in line


def test_demo_builds_asks_and_draws(tmp_path):
    demo = kg("demo", cwd=tmp_path)
    assert demo.returncode == 0, demo.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"kg-demo.lbug", "kg-demo.html"}
    assert "kg-demo.lbug: 42 papers" in demo.stdout
    assert demo.stdout.count("$ kg query") == 3
    assert "finds nothing" not in demo.stderr
    assert "BERT" in (tmp_path / "kg-demo.html").read_text(encoding="utf-8")
    again = kg("demo", cwd=tmp_path)
    assert "Nothing changed." in again.stdout
