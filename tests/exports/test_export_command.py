"""kg export, as it is typed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result
from support.explorer_world import HOSTILE, small_world

from kg.cli import main
from kg.store import open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a store with the small graph."""
    address = str(tmp_path_factory.mktemp("store") / "small.lbug")
    with open_store(address, create=True) as store, store.building():
        store.write([], small_world())
    return address


def export(store: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", arguments[0], "--store", store, *arguments[1:]])


def opened(path: Path) -> set[str]:
    """Names of the nodes that a page opens with, as pyvis gave them."""
    text = path.read_text(encoding="utf-8").split('id="picture">', 1)[1].split("</script>", 1)[0]
    return {node["label"] for node in json.loads(text)["nodes"]}


def test_the_formats_are_listed(store: str) -> None:
    text = CliRunner().invoke(main, ["export", "--help"]).output
    for name in ("html", "graphml", "gexf", "json", "csv", "cypher"):
        assert f"  {name} " in text


def test_html_is_one_file_that_names_no_other(store: str, tmp_path: Path) -> None:
    page = tmp_path / "graph.html"
    done = export(store, "html", "-o", str(page), "--title", HOSTILE)
    assert done.exit_code == 0, done.output
    assert "11 of 11 entities shown" in done.stderr
    assert list(tmp_path.iterdir()) == [page]
    text = page.read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert HOSTILE not in text
    assert len(opened(page)) == 11


def test_the_same_graph_gives_the_same_file(store: str, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        export(store, "html", "-o", str(tmp_path / name))
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_around_an_alias_to_a_depth(store: str, tmp_path: Path) -> None:
    page = tmp_path / "graph.html"
    assert export(store, "html", "-o", str(page), "--around", "Prompt Folding", "--depth", "1").exit_code == 0
    assert opened(page) == {"PromptFold", "TinyTune"}
    export(store, "html", "-o", str(page), "--around", "PromptFold")
    assert opened(page) == {"PromptFold", "TinyTune", "BigTune", "Lama-7", "ShortTexts"}


def test_around_a_paper_draws_papers(store: str, tmp_path: Path) -> None:
    page = tmp_path / "graph.html"
    export(store, "html", "-o", str(page), "--around", "folding prompts", "--depth", "1")
    assert opened(page) == {"Folding Prompts", "PromptFold", "TinyTune"}


def test_what_a_template_finds_is_drawn(store: str, tmp_path: Path) -> None:
    page = tmp_path / "graph.html"
    done = export(store, "html", "-o", str(page), "--query", "outperforms", "name=tt")
    assert done.exit_code == 0, done.output
    assert opened(page) == {"TinyTune", "BigTune"}
    done = export(store, "html", "-o", str(page), "--query", "find-papers", "text=folding")
    assert done.exit_code == 0, done.output
    assert opened(page) == {"Folding Prompts", "PromptFold"}


def test_types_confidence_date_and_limit_narrow_the_page(store: str, tmp_path: Path) -> None:
    page = tmp_path / "graph.html"
    export(store, "html", "-o", str(page), "--types", "task,METRIC")
    assert opened(page) == {"topic labelling", "hit rate", HOSTILE}
    export(store, "html", "-o", str(page), "--since", "2023")
    assert opened(page) == {"TinyTune", "BigTune", "SliceLoss", "topic labelling", "hit rate", HOSTILE}
    export(store, "html", "-o", str(page), "--limit", "4")
    assert len(opened(page)) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("html", "--around", "TinyTun"), "TinyTune"),
        (("html", "--query", "outperformes"), "outperforms"),
        (("html", "--query", "outperforms", "who=x"), "who"),
        (("html", "--query", "outperforms", "name"), "name=value"),
        (("html", "entity=x"), "--query"),
        (("html", "--types", "Methods"), "Method"),
        (("html", "--since", "last year"), "2024-05"),
        (("html", "--since", "2030"), "nothing to draw"),
        (("html", "-o", "no/such/folder/graph.html"), "No such file"),
        (("graphml", "-o", "no/such/folder/graph.graphml"), "No such file"),
        (("csv", "-o", "-"), "folder"),
    ],
)
def test_mistakes_get_one_clear_line(
    store: str, arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = export(store, *arguments)
    assert done.exit_code == 2
    assert message in done.output
    assert "Traceback" not in done.output


def test_a_missing_store_is_one_clear_line(tmp_path: Path) -> None:
    done = export(str(tmp_path / "none.lbug"), "html")
    assert done.exit_code == 2
    assert "none.lbug" in done.output


def test_formats_go_to_standard_output_and_can_be_narrowed(store: str) -> None:
    done = export(store, "json", "-o", "-", "--types", "method,model")
    assert done.exit_code == 0, done.output
    graph = nx.node_link_graph(json.loads(done.stdout), edges="links")
    assert {kind for _, kind in graph.nodes(data="type")} == {"Method", "Model"}


def test_csv_fills_a_folder(store: str, tmp_path: Path) -> None:
    assert export(store, "csv", "-o", str(tmp_path / "tables")).exit_code == 0
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {"nodes.csv", "relationships.csv"}


def test_open_hands_the_page_to_the_browser(store: str, tmp_path: Path) -> None:
    browser, page, seen = tmp_path / "browser", tmp_path / "graph.html", tmp_path / "seen"
    browser.write_text(f'#!/bin/sh\necho "$1" > "{seen}"\n', encoding="utf-8")
    browser.chmod(0o755)
    command = [sys.executable, "-c", "from kg.cli import main; main()"]
    arguments = ["export", "html", "--store", store, "-o", str(page), "--open"]
    subprocess.run([*command, *arguments], env={**os.environ, "BROWSER": f"{browser} %s"}, check=True)
    assert seen.read_text(encoding="utf-8").strip() == page.as_uri()
