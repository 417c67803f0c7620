"""``kg query`` and ``kg show`` as a user meets them: every example, every wrong turn, every format."""

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pytest
import world
from click.testing import CliRunner, Result

import queries
from kg.cli import main
from kg.graph import Graph
from kg.store import open_store

TEMPLATES = list(queries.templates().values())


@pytest.fixture
def kg(world_file: str):
    """Runs ``kg`` with words, on the small graph."""

    def run(*words: str, store: str = world_file) -> Result:
        return CliRunner().invoke(main, list(words), env={"KG_STORE": store, "COLUMNS": "200"})

    return run


def _examples(*verb: str) -> list[str]:
    text = CliRunner().invoke(main, [*verb, "--help"], terminal_width=200).output
    return [line.strip() for line in text.partition("Examples:")[2].splitlines() if line.strip()]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.name)
def test_the_example_of_every_template_finds_something(kg, template: queries.Template) -> None:
    result = kg(*shlex.split(template.example)[1:], "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)
    assert not result.stderr


@pytest.mark.parametrize("template", list(queries.browser_templates().values()), ids=lambda t: t.name)
def test_the_example_of_every_browser_template_prints_its_file(kg, template: queries.Template) -> None:
    result = kg(*shlex.split(template.example)[1:])
    assert (result.exit_code, result.stdout) == (0, template.text)


@pytest.mark.parametrize("verb", ["query", "show"])
def test_the_examples_in_help_work(kg, verb: str) -> None:
    examples = _examples(verb)
    assert len(examples) >= 3
    for example in examples:
        result = kg(*shlex.split(example)[1:])
        assert result.exit_code == 0, (example, result.output)
        assert result.stdout, (example, result.output)


def test_the_list_names_every_template_by_kind_of_question(kg) -> None:
    listed = json.loads(kg("query", "--list", "--json").stdout)
    assert {row["name"] for row in listed} == set(queries.templates())
    topics = [row["topic"] for row in listed]
    assert topics == sorted(topics, key=queries.TOPICS.index)
    task = next(row for row in listed if row["name"] == "gaps")["parameters"][0]
    assert task == {
        "name": "task",
        "type": "string",
        "required": True,
        "default": None,
        "choices": [],
        "meaning": "name or any alias of the task",
    }
    assert "methods-for-task" in kg("query").stdout


def test_parameters_of_a_template_are_explained(kg) -> None:
    output = kg("query", "papers-for-entity", "--parameters").stdout
    assert "Every paper that has the entity" in output
    assert "kg query papers-for-entity name=" in output
    assert "must be given" in output
    assert "one of INTRODUCES" in output
    assert json.loads(kg("query", "counts", "--parameters", "--json").stdout)["parameters"] == []
    assert "no parameters" in kg("query", "counts", "--parameters").stdout


def test_the_file_of_a_template_can_be_printed_to_paste_elsewhere(kg) -> None:
    assert kg("query", "gaps", "--text").stdout == queries.get("gaps").text


def test_rows_come_as_table_json_csv_and_markdown(kg) -> None:
    words = ("query", "methods-for-model", "model=GPT-3")
    rows = json.loads(kg(*words, "--json").stdout)
    assert [row["method"] for row in rows] == ["LoRA", "QLoRA"]
    read = list(csv.DictReader(io.StringIO(kg(*words, "--csv").stdout)))
    assert [(row["method"], row["paper"]) for row in read] == [("LoRA", "lora"), ("QLoRA", "qlora")]
    assert "| LoRA | Method | GPT-3 | 1 | lora |" in kg(*words, "--markdown").stdout
    table = kg(*words).stdout
    assert "“LoRA APPLIED_TO GPT-3.”" in table
    assert "LoRA: Low-Rank Adaptation of Large Language Models [lora] 0.9" in table


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["methods-fortask", "task=x"], "no template 'methods-fortask': did you mean methods-for-task?"),
        (
            ["methods-for-task"],
            'methods-for-task needs task; for example: kg query methods-for-task task="text',
        ),
        (["methods-for-task", "tsk=x"], "methods-for-task has no parameter 'tsk': did you mean task?"),
        (["methods-for-task", "task=x", "limit=few"], "limit must be a whole number, not 'few'"),
        (["methods-for-task", "MT"], "'MT' is not PARAMETER=VALUE"),
        (["counts", "a=1", "a=2"], "a is given twice"),
        (["browser/lineage"], "kg query browser/lineage --text prints what to paste there"),
        (["browser/linage", "--text"], "did you mean lineage?"),
        (["--cypher", "CREATE (:Paper {id: 'x'})"], ""),
        (["--cypher", "MATCH (p:Paper) RETURN p.nothing AS x"], ""),
    ],
)
def test_a_wrong_turn_is_one_line_and_exit_code_2(kg, words: list[str], message: str) -> None:
    result = kg("query", *words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    assert message in result.stderr


def test_a_missing_graph_is_one_line(kg, tmp_path: Path) -> None:
    result = kg("query", "counts", store=str(tmp_path / "none.lbug"))
    assert result.exit_code == 2
    assert "kg build" in result.stderr


def test_cypher_of_ones_own_takes_parameters(kg) -> None:
    cypher = "MATCH (m:Model) WHERE m.papers >= $n AND m.name <> $other RETURN m.name AS name ORDER BY name"
    result = kg("query", "--cypher", cypher, "n=3", "other=LSTM", "--csv")
    assert result.stdout.split() == ["name", "GPT-3", "RoBERTa", "Transformer"]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["methods-for-task", "task=txt classification"], "did you mean 'text classification'"),
        (["methods-for-task", "task=LoRA"], "'LoRA' is a Method in this graph, not a Task"),
        (["methods-for-task", "task=image classification"], "kg query methods-for-task task="),
        (["claims-between", "a=LoRA", "b=Lora2"], "no entity 'Lora2' in this graph; did you mean 'LoRA'"),
        (
            ["paper-card", "paper=Attention is all we need"],
            "the nearest is attention, 'Attention Is All You Need'",
        ),
        (
            ["contradictions", "min_confidence=0.9"],
            "kg query contradictions min_confidence=0 finds something",
        ),
        (["rising", "since=2030"], "kg query rising since=2020-05-28 before=2016-05-01 finds"),
        (["papers-for-entity", "name=GLUE", "since=2030"], "since=1900-01-01 finds something"),
    ],
)
def test_finding_nothing_says_so_and_names_what_finds_something(kg, words: list[str], hint: str) -> None:
    result = kg("query", *words, "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stderr.startswith(f"{words[0]} finds nothing")
    assert hint in result.stderr
    suggested = re.search(r"(kg query .*) finds something", result.stderr)
    if suggested:
        assert json.loads(kg(*shlex.split(suggested[1])[1:], "--json").stdout)


def test_a_graph_without_an_answer_says_what_papers_would_have_to_say(kg, tmp_path: Path) -> None:
    peaceful = str(tmp_path / "peaceful.lbug")
    graph = world.graph()
    graph.relationships = {key: row for key, row in graph.relationships.items() if key.type != "OUTPERFORMS"}
    with open_store(peaceful, create=True) as store, store.building():
        store.write([], graph)
    result = kg("query", "contradictions", store=peaceful)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("contradictions finds nothing. It needs two papers that state opposite")


def test_a_graph_without_dates_says_so(kg, tmp_path: Path) -> None:
    undated = str(tmp_path / "undated.lbug")
    graph = world.graph()
    for key, row in graph.nodes.items():
        if key.label == "Paper":
            row["date"] = row["year"] = None
    with open_store(undated, create=True) as store, store.building():
        store.write([], graph)
    for template in ("rising", "papers-per-year", "introduced-since"):
        result = kg(*shlex.split(queries.get(template).example)[1:], store=undated)
        assert (result.exit_code, result.stdout) == (0, "")
        assert "no paper in this graph has a date" in result.stderr


def test_an_empty_graph_says_how_to_fill_it(kg, tmp_path: Path) -> None:
    empty = str(tmp_path / "empty.lbug")
    with open_store(empty, create=True) as store, store.building():
        store.write([], Graph())
    result = kg("query", "contradictions", store=empty)
    assert result.exit_code == 0
    assert "the graph is empty; kg build" in result.stderr


def test_show_tells_all_about_an_entity(kg) -> None:
    output = kg("show", "low-rank adaptation").stdout
    assert output.startswith("LoRA  Method  method:lora\nalso: low-rank adaptation\n")
    assert "3 papers, introduced by 1, 2021-06-17 to 2023-05-23" in output
    assert (
        output.index("introduces  (proposed")
        < output.index("studies  (analysed")
        < output.index("uses  (taken")
    )
    for line in (
        "2021-06-17  LoRA: Low-Rank Adaptation of Large Language Models [lora] 0.8",
        "LoRA is applied to  (2)",
        "LoRA is the basis of  (1)",
        "“QLoRA BASED_ON LoRA.”",
        "LoRA is outperformed by  (1)",
    ):
        assert line in output


def test_show_has_a_table_of_results_for_systems_data_sets_and_metrics(kg) -> None:
    assert "results (3)" in kg("show", "BERT").stdout
    assert "88.5%" in kg("show", "GLUE").stdout
    assert "28.4" in kg("show", "BLEU").stdout
    assert "results" not in kg("show", "sentiment analysis").stdout


def test_show_cuts_long_sections_and_says_so(kg) -> None:
    output = kg("show", "text classification", "--limit", "1").stdout
    assert "... 3 more papers; --limit shows more, --json all" in output


def test_show_as_json_is_the_whole_card(kg) -> None:
    (card,) = json.loads(kg("show", "BERT", "--json").stdout)
    assert (card["id"], card["type"], card["first_seen"]) == ("model:bert", "Model", "2018-10-11")
    assert [row["role"] for row in card["roles"]] == ["introduces", "compares_to"]
    assert ["is based on", "Transformer"] in [[row["words"], row["other"]] for row in card["claims"]]
    assert ["is the basis of", "RoBERTa"] in [[row["words"], row["other"]] for row in card["claims"]]
    assert all(
        row["paper"] and row["title"] and row["sentence"] and row["confidence"] for row in card["claims"]
    )
    assert [row["value"] for row in card["results"]] == ["80.5%", "+7.7%", "93.2"]


def test_show_shows_all_things_of_one_name(kg) -> None:
    result = kg("show", "qa")
    assert "question answering  Task" in result.stdout
    assert "SQuAD  Dataset" in result.stdout
    assert "2 entities go by 'qa'; --type chooses" in result.stderr
    assert "question answering" not in kg("show", "qa", "--type", "dataset").stdout.splitlines()[0]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["BRET"], "no entity 'BRET' in this graph; did you mean 'BERT'"),
        (["LoRA", "--type", "Model"], "'LoRA' is a Method in this graph, not a Model"),
        (["xyzzy plugh"], "kg query find-entity"),
    ],
)
def test_show_of_an_unknown_name_names_the_nearest(kg, words: list[str], message: str) -> None:
    result = kg("show", *words)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert message in result.stderr
