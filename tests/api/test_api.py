"""The Python API says the same as the command."""

import doctest
import json
import sys

import networkx as nx
import pandas
import pytest
from click.testing import CliRunner

import kg
import kg.api
from kg.cli import main
from kg.errors import UserError


def test_the_examples_in_the_documentation_run(small_store, monkeypatch):
    monkeypatch.chdir(small_store.parent)
    result = doctest.testmod(kg.api, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.FAIL_FAST)
    assert result.attempted > 10
    assert result.failed == 0


def test_a_graph_is_opened_by_the_address_that_the_command_takes(small_store):
    with kg.open(str(small_store)) as graph:
        assert graph.cypher("MATCH (p:Paper) RETURN count(p) AS papers").rows == [(10,)]


def test_a_path_object_does_as_well(small_store):
    with kg.open(small_store) as graph:
        assert graph.find("BERT").name == "BERT"


def test_no_graph_is_one_clear_error(tmp_path):
    with pytest.raises(UserError, match="kg build"):
        kg.open(str(tmp_path / "missing.lbug"))


def test_templates_are_asked_by_name(small):
    rows = small.query("leaderboard", name="GLUE")
    assert {row["system"] for row in rows.dicts()} == {"BERT", "RoBERTa"}


@pytest.mark.parametrize(
    ("template", "values", "near"),
    [("leaderbord", {"name": "GLUE"}, "leaderboard"), ("leaderboard", {"nam": "GLUE"}, "name")],
)
def test_a_wrong_template_or_parameter_names_the_nearest(small, template, values, near):
    with pytest.raises(UserError, match=near):
        small.query(template, **values)


def test_a_statement_that_writes_is_refused(small):
    with pytest.raises(UserError):
        small.cypher("CREATE (p:Paper {id: 'x'})")


def test_an_entity_comes_with_roles_claims_and_results(small):
    card = small.entity("bert")
    assert (card.name, card.type, card.papers, card.introduced) == ("BERT", "Model", 4, 0)
    assert {role.role for role in card.roles} == {"studies", "compares_to"}
    assert [(result.dataset, result.value) for result in card.results] == [("GLUE", "80.5%")]


def test_an_entity_can_be_asked_for_by_type(small):
    with pytest.raises(UserError, match="is a Model"):
        small.entity("BERT", labels=["Dataset"])


@pytest.mark.parametrize(
    ("arguments", "ask"),
    [
        (["rank", "--limit", "5"], lambda graph: [row.name for row in graph.rank(limit=5)]),
        (["communities"], lambda graph: [row.name for row in graph.communities()]),
        (["leaderboard", "GLUE"], lambda graph: [row.system for row in graph.leaderboard("GLUE")]),
        (["contradictions"], lambda graph: [row.system for row in graph.contradictions()]),
        (["path", "LoRA", "BERT"], lambda graph: [row.start_name for row in graph.path("LoRA", "BERT")]),
    ],
)
def test_the_command_prints_what_the_api_answers(small, small_store, arguments, ask):
    printed = CliRunner().invoke(main, [*arguments, "--json"], env={"KG_STORE": str(small_store)})
    column = {"path": "start_name", "leaderboard": "system", "contradictions": "system"}.get(
        arguments[0], "name"
    )
    assert [row[column] for row in json.loads(printed.stdout)] == ask(small)


def test_the_graph_goes_to_networkx_with_everything(small):
    graph = small.to_networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.nodes["model:bert"]["name"] == "BERT"
    assert graph.nodes["p1"]["label"] == "Paper"
    assert graph.edges["model:roberta", "model:bert", ("OUTPERFORMS", "p2")]["sentence"].startswith("RoBERTa")
    assert graph.number_of_nodes() == len(small.graph.nodes)
    assert graph.number_of_edges() == len(small.graph.relationships)


def test_and_to_pandas(small):
    tables = small.to_pandas()
    assert len(tables.nodes) == len(small.graph.nodes)
    wins = tables.relationships[tables.relationships["type"] == "OUTPERFORMS"]
    assert set(zip(wins["start"], wins["end"], strict=True)) >= {("model:roberta", "model:bert")}
    assert wins["sentence"].str.contains("outperforms").all()


def test_rows_of_a_query_go_to_pandas_too(small):
    frame = small.query("leaderboard", name="GLUE").to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame["system"]) == ["RoBERTa", "BERT"]


def test_without_pandas_that_is_one_clear_line(small, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UserError, match="pip install"):
        small.to_pandas()
    with pytest.raises(UserError, match="pip install"):
        small.query("counts").to_pandas()


def test_the_package_says_that_it_is_typed():
    from importlib.resources import files

    assert files("kg").joinpath("py.typed").is_file()
    assert kg.open.__annotations__["return"] is kg.KnowledgeGraph


def test_an_unknown_attribute_of_the_package_is_the_usual_error():
    with pytest.raises(AttributeError, match="no attribute"):
        _ = kg.nothing_of_the_kind
