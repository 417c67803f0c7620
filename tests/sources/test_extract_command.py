"""``kg extract``: what it prints, and how it says that an input is bad."""

import json

import pytest
from click.testing import CliRunner

from extract.record import ExtractionRecord
from kg.cli import main
from kg.inputs import load_inputs

TITLE = "Gated Memory for Long Documents"
ABSTRACT = "We propose GateMem, a memory module for BERT. GateMem outperforms LSTM on SQuAD by 2.1 F1."


def kg(*arguments, stdin=None):
    return CliRunner().invoke(main, list(map(str, arguments)), input=stdin)


def papers_file(tmp_path, *lines):
    file = tmp_path / "papers.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return file


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no such file or folder"),
        ("", "the file is empty"),
        ("what is this", "no format that kg knows"),
        ('{"abstract": "x"}\n', "1 bad record, the first"),
        ("[]", "no papers in"),
    ],
)
def test_an_input_without_papers_is_one_line_and_exit_code_2(tmp_path, content, message):
    file = tmp_path / "input.json"
    if content is not None:
        file.write_text(content)
    result = kg("extract", file)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr
    assert str(file) in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("Error: ")


def test_without_papers_it_says_how_it_is_used():
    result = kg("extract")
    assert result.exit_code == 2
    assert "Missing argument 'PAPERS...'" in result.stderr


def test_strict_stops_at_the_first_bad_record(tmp_path):
    file = papers_file(tmp_path, {"title": TITLE, "abstract": ABSTRACT}, "{broken", "null")
    result = kg("extract", "--strict", file)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: {file}:2: not JSON")


def test_records_come_one_a_line_and_can_be_read_again(tmp_path):
    file = papers_file(
        tmp_path, {"title": TITLE, "abstract": ABSTRACT, "id": "2005.01234"}, "{broken", {"title": "Two"}
    )
    result = kg("extract", file)
    assert result.exit_code == 0, result.stderr
    records = [ExtractionRecord.from_dict(json.loads(line)) for line in result.stdout.splitlines()]
    assert [record.paper.title for record in records] == [TITLE, "Two"]
    assert records[0].paper.id == "2005.01234"
    assert "BERT" in {records[0].paper.text[mention.start : mention.end] for mention in records[0].mentions}
    assert "Skipped 1 bad record" in result.stderr
    assert f"{file}:2: not JSON" in result.stderr
    assert "2 papers extracted" in result.stderr

    written = tmp_path / "records.jsonl"
    written.write_text(result.stdout)
    assert load_inputs([str(written)], True, []) == ([], records)


def test_standard_input_and_a_least_confidence():
    paper = json.dumps({"title": TITLE, "abstract": ABSTRACT})
    everything = json.loads(kg("extract", "-", stdin=paper).stdout)
    certain = json.loads(kg("extract", "--min-confidence", "0.9", "-", stdin=paper).stdout)
    assert everything["paper"]["source"] == "<stdin>:1"
    assert len(certain["relations"]) <= len(everything["relations"])
    assert all(relation["confidence"] >= 0.9 for relation in certain["relations"])
    assert all(mention["confidence"] >= 0.9 for mention in certain["mentions"])
    assert kg("extract", "--min-confidence", "2", "-", stdin=paper).exit_code == 2


def test_papers_and_records_are_loaded_apart_and_merged(tmp_path):
    paper = {"title": TITLE, "abstract": ABSTRACT}
    file = papers_file(tmp_path, paper, {"title": "Two", "abstract": "text"})
    [one, _] = load_inputs([str(file)], False, [])[0]
    records = tmp_path / "records.jsonl"
    records.write_text(json.dumps(ExtractionRecord(one).to_dict()))
    papers, found = load_inputs([str(file), str(records)], False, [])
    assert [paper.title for paper in papers] == ["Two"]
    assert [record.paper for record in found] == [one]
