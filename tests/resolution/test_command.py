"""``kg resolve``, and how the facts that it starts from are counted."""

import json

from click.testing import CliRunner
from support.graph_files import write_records
from support.resolving import method, paper

from kg.cli import main
from kg.corrections import Correction, add
from kg.resolution.facts import defined, fact_lines, stated
from kg.resolution.folding import fold
from kg.resolution.knowledge import parse

RECORDS = (paper("a", method("quick sketching", "QSK")), paper("b", method("QSK"), method("slow sketching")))


def run(*arguments):
    return CliRunner().invoke(main, ["resolve", *map(str, arguments)])


def test_records_come_back_with_the_node_of_every_entity(tmp_path):
    result = run(write_records(tmp_path / "records.jsonl", RECORDS), "--corrections", tmp_path / "none.yaml")
    assert result.exit_code == 0, result.output
    rows = {row["paper"]["id"]: row for row in map(json.loads, result.stdout.splitlines())}
    nodes = {
        (name, entity["name"]): entity["node"] for name, row in rows.items() for entity in row["entities"]
    }
    assert nodes == {
        ("a", "quick sketching"): "method:quick-sketching",
        ("b", "QSK"): "method:quick-sketching",
        ("b", "slow sketching"): "method:slow-sketching",
    }
    for record in RECORDS:
        row = rows[record.paper.id]
        assert row == {**record.to_dict(), "entities": row["entities"]}


def test_corrections_are_applied_and_told_when_they_are_not(tmp_path):
    add(tmp_path / "c.yaml", Correction("merge", ("QSK", "slow sketching")))
    add(tmp_path / "c.yaml", Correction("split", ("nothing",)))
    result = run(write_records(tmp_path / "records.jsonl", RECORDS), "--corrections", tmp_path / "c.yaml")
    assert {e["node"] for line in result.stdout.splitlines() for e in json.loads(line)["entities"]} == {
        "method:quick-sketching"
    }
    assert "Not applied: split: nothing: nothing is called 'nothing'" in result.stderr


def test_papers_have_to_be_extracted_first(tmp_path):
    (tmp_path / "papers.jsonl").write_text(
        json.dumps({"id": "x", "title": "A title", "abstract": "Some text."}) + "\n"
    )
    result = run(tmp_path / "papers.jsonl")
    assert result.exit_code == 2
    assert "run kg extract first" in result.stderr


def test_facts_are_what_several_papers_say():
    annotated = {
        "title": "On quick sketching",
        "abstract": "Quick sketching (QS) is fast sketching.",
        "entities": [[name, "Method", "uses"] for name in ("quick sketching", "QS", "fast sketching")],
        "aliases": [["QS", "quick sketching"], ["fast sketching", "quick sketching"]],
    }
    assert stated([{**annotated, "id": "a"}]) == []
    lines = fact_lines(stated([{**annotated, "id": "a"}, {**annotated, "id": "b"}]))
    assert lines == [
        "expansion\tMethod\tqs\tquick sketching\t2\n",
        "synonym\tMethod\tfast sketching\tquick sketching\t2\n",
    ]
    known = parse("".join(lines))
    assert [long for _, _, long, _ in known.expansions] == [fold("quick sketching")]


def test_definitions_are_read_from_abstracts():
    abstract = {"title": "T", "abstract": "We sample with quick importance sketching (QIS) again."}
    assert defined([abstract] * 2) == []
    assert defined([abstract] * 3) == [("expansion", "-", "qis", "quick importance sketching", 3)]
