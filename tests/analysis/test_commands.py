"""The verbs of the analyses, run as a user runs them."""

import csv
import io
import json
import re
import shlex

import pytest
from click.testing import CliRunner

from kg.cli import main

VERBS = ("rank", "communities", "trends", "path", "compare", "leaderboard", "gaps", "contradictions")
CLAIMS = {
    "path": ["path", "LoRA", "BERT"],
    "compare": ["compare", "BERT", "RoBERTa"],
    "leaderboard": ["leaderboard", "GLUE"],
    "gaps": ["gaps", "text classification"],
    "contradictions": ["contradictions"],
}


@pytest.fixture
def run(small_store):
    def run(*arguments):
        return CliRunner().invoke(main, list(arguments), env={"KG_STORE": str(small_store), "COLUMNS": "120"})

    return run


def examples():
    """Every example that the help of these verbs shows."""
    for verb in VERBS:
        text = CliRunner().invoke(main, [verb, "--help"]).stdout
        found = re.findall(r"^ +kg (.+)$", text.partition("Examples:")[2], re.MULTILINE)
        assert found, f"the help of kg {verb} shows no example"
        yield from found


@pytest.mark.parametrize("example", list(examples()))
def test_every_example_of_the_help_runs(run, example):
    result = run(*shlex.split(example))
    assert result.exit_code == 0, result.output
    assert result.stdout or result.stderr, "an answer, or a line that says why there is none"


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("form", ["--json", "--csv", "--markdown"])
def test_every_verb_speaks_to_machines(run, verb, form):
    arguments = CLAIMS.get(verb, [verb])
    result = run(*arguments, form)
    assert result.exit_code == 0, result.output
    if form == "--json":
        assert json.loads(result.stdout) is not None
    elif form == "--csv":
        widths = {len(row) for row in csv.reader(io.StringIO(result.stdout))}
        assert len(widths) == 1
    else:
        assert result.stdout.startswith("| ")


@pytest.mark.parametrize("verb", CLAIMS)
def test_every_row_that_states_a_claim_carries_paper_sentence_and_confidence(run, verb):
    rows = json.loads(run(*CLAIMS[verb], "--json").stdout)
    rows = rows["evidence"] if verb == "compare" else rows
    assert rows
    for row in rows:
        assert row["paper"].startswith("p")
        assert row["sentence"].endswith(".")
        assert 0 < row["confidence"] <= 1


@pytest.mark.parametrize("verb", CLAIMS)
def test_so_does_the_table(run, verb):
    result = run(*CLAIMS[verb])
    assert re.search(r"\[p\d+\]", result.stdout)
    assert "0.9" in result.stdout
    assert "“" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["path", "LoRA", "ResNet"], "claims"),
        (["path", "LoRA", "BERT", "--relation", "TRAINED_ON"], "--relation"),
        (["compare", "LoRA", "prompt tuning"], "kg path"),
        (["leaderboard", "SST-2"], "kg query leaderboard"),
        (["gaps", "machine translation"], "kg query gaps"),
        (["contradictions", "LoRA"], "contradictions"),
        (["contradictions", "LoRA", "--circles", "3"], "more papers"),
        (["communities", "--min-size", "50"], "--min-size"),
        (["trends"], "--all"),
        (["rank", "--min-papers", "9"], "--min-papers 1"),
    ],
)
def test_what_finds_nothing_says_so_in_one_line_and_what_would_find_something(run, arguments, hint):
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert hint in line


@pytest.mark.parametrize(
    "arguments",
    [
        ["rank", "--about", "Nothing of the kind"],
        ["path", "LoRA", "Nothing of the kind"],
        ["compare", "GLUE", "BERT"],
        ["leaderboard", "BERT"],
        ["gaps", "GLUE"],
        ["contradictions", "Nothing of the kind"],
        ["trends", "--since", "2030"],
    ],
)
def test_a_wrong_name_is_one_clear_line(run, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("Error: ")


def test_one_thing_under_two_names_is_said_to_be_one(run):
    result = run("path", "prompt tuning", "Prompt tuning")
    assert "one and the same thing" in result.stderr


def test_the_words_of_a_comparison_count_the_papers(run):
    stdout = run("compare", "BERT", "RoBERTa").stdout
    assert "BERT is said to outperform RoBERTa in 1 paper" in stdout
    assert "RoBERTa has the better best result on 1 data set and metric" in stdout
