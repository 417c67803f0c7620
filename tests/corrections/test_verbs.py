"""The verbs that correct, as a user runs them on the embedded store."""

import json

import pytest
from click.testing import CliRunner
from support.resolving import dataset, method, paper

from kg.build import build
from kg.cli import main
from kg.store import open_store

LORA, ADAPTERS, GLUE = method("LoRA"), method("small adapters"), dataset("GLUE")
PAPERS = (
    paper("a", LORA, GLUE, claims=((LORA, "EVALUATED_ON", GLUE),)),
    paper("b", ADAPTERS, GLUE, claims=((ADAPTERS, "EVALUATED_ON", GLUE),)),
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run ``kg`` in a folder with a graph of two papers."""
    monkeypatch.chdir(tmp_path)
    with open_store("graph.lbug", create=True) as store:
        build(store, PAPERS)
    return lambda *arguments: CliRunner().invoke(main, list(arguments))


def names():
    with open_store("graph.lbug") as store:
        return sorted(store.query("MATCH (e:Method|Dataset|Task) RETURN e.id AS id").dicts(), key=str)


def ids():
    return [row["id"] for row in names()]


def test_a_correction_is_written_and_the_graph_follows_until_it_is_undone(run, tmp_path):
    before = ids()
    result = run("merge", "lora", "Small Adapters")
    assert result.exit_code == 0, result.output
    assert "- merge: ['method:lora', 'method:small-adapter']" in (tmp_path / "corrections.yaml").read_text()
    assert ids() == ["dataset:glue", "method:lora"]
    assert run("build").exit_code == 0
    assert ids() == ["dataset:glue", "method:lora"]
    result = run("undo")
    assert result.exit_code == 0, result.output
    assert ids() == before
    assert not (tmp_path / "corrections.yaml").exists()


def test_a_thing_that_shares_its_name_is_written_down_with_a_paper(run, tmp_path):
    with open_store("graph.lbug") as store:
        build(store, [paper(name, method("GRAM", role="introduces")) for name in ("c", "d")])
    assert run("rename", "method:gram", "Graph memory").exit_code == 0
    assert "- rename: ['method:gram~c', Graph memory]" in (tmp_path / "corrections.yaml").read_text()
    assert ids()[1:] == ["method:gram", "method:graph-memory", "method:lora", "method:small-adapter"]


def test_every_verb(run):
    assert run("rename", "LoRA", "Low-Rank  Adaptation").exit_code == 0
    assert run("retype", "glue", "task").exit_code == 0
    assert ids() == ["method:low-rank-adaptation", "method:small-adapter", "task:glue"]
    assert run("undo", "2").exit_code == 0
    result = run("reject", "small", "adapters", "EVALUATED_ON", "glue", "@", "b")
    assert result.exit_code == 0, result.output
    assert run("merge", "method:small-adapter", "lora").exit_code == 0
    assert run("split", "lora").exit_code == 0
    assert ids() == ["dataset:glue", "method:lora", "method:small-adapter"]
    listed = json.loads(run("undo", "--list", "--json").stdout)
    assert [row["correction"].split(":")[0] for row in listed] == ["rename", "reject", "merge", "split"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("merge", "LoRA", "small adaptors"), "small adapters"),
        (("merge", "LoRA", "method:lora"), "one thing already"),
        (("split", "LoRA"), "nothing to split"),
        (("reject", "LoRA OUTPERFORMS GLUE"), "no such claim"),
        (("reject", "what is this"), "write HEAD TYPE TAIL @ PAPER"),
        (("undo",), "holds no correction to undo"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(run, tmp_path, arguments, message):
    before = ids()
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert ids() == before
    assert not (tmp_path / "corrections.yaml").exists()


def test_the_file_may_be_elsewhere(run, tmp_path):
    assert run("rename", "LoRA", "Tiny", "--corrections", "mine.yaml").exit_code == 0
    assert "rename" in (tmp_path / "mine.yaml").read_text()
    assert not (tmp_path / "corrections.yaml").exists()
