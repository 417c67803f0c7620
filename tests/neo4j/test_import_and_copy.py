"""``kg copy`` both ways, ``kg export neo4j-import`` through the real neo4j-admin, and ``kg browser``."""

import re
import shlex
import zipfile

import pytest
from click.testing import CliRunner
from support.neo4j_server import Neo4jServer, Unavailable
from support.papers import records
from support.services import missing

import queries
from kg.build import build
from kg.cli import main
from kg.graph import Graph
from kg.resolution import resolve
from kg.schema import NODE_TYPES
from kg.store import open_store
from kg.store.base import Changes

PAPERS = records(40)
GRAPH = resolve(PAPERS).graph


def kg(*arguments):
    """Run ``kg``; its result, once it has ended well."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result


def test_a_graph_is_copied_to_the_server_and_back(neo4j_address, tmp_path):
    first, second = tmp_path / "first.lbug", tmp_path / "second.lbug"
    with open_store(str(first), create=True) as store:
        build(store, PAPERS)
    kg("copy", first, neo4j_address)
    kg("copy", neo4j_address, second)
    for address in (neo4j_address, str(second)):
        with open_store(address, create=True) as store:
            assert store.graph() == GRAPH
            assert list(store.records()) == sorted(PAPERS, key=lambda record: record.paper.id)
    assert "0 nodes and relationships added, 0 changed, 0 removed" in kg("copy", second, neo4j_address).stderr


def test_copying_never_removes_papers_unasked(neo4j_address, tmp_path):
    file = tmp_path / "graph.lbug"
    with open_store(str(file), create=True) as store:
        build(store, PAPERS[:10])
    with open_store(neo4j_address, create=True) as store:
        build(store, PAPERS[5:20])
    refused = CliRunner().invoke(main, ["copy", str(file), neo4j_address])
    assert refused.exit_code == 2
    assert "has 10 papers that" in refused.stderr
    kg("copy", "--replace", file, neo4j_address)
    with open_store(neo4j_address) as store:
        assert store.graph() == resolve(PAPERS[:10]).graph


def test_the_import_files_make_the_same_graph(tmp_path):
    try:
        server = Neo4jServer(tmp_path / "server")
        file, folder = tmp_path / "graph.lbug", tmp_path / "import"
        with open_store(str(file), create=True) as store:
            build(store, PAPERS)
        kg("export", "neo4j-import", "--store", file, "-o", folder)
        script = (folder / "import.sh").read_text(encoding="utf-8")
        command = re.search(r"exec (neo4j-admin .*)", script, re.DOTALL).group(1).replace("\\\n", " ")
        program, *arguments = [word.replace("${1:-neo4j}", "neo4j") for word in shlex.split(command)]
        assert program == "neo4j-admin"
        done = server.admin(*arguments, folder=folder)
        assert done.returncode == 0, done.stdout + done.stderr
        server.start()
    except Unavailable as error:
        missing(str(error))
    try:
        with open_store(server.uri) as store:
            assert store.graph() == GRAPH
            assert list(store.records()) == sorted(PAPERS, key=lambda record: record.paper.id)
            template = queries.get("top-entities")
            assert store.query(template.cypher, template.bind({})).rows
        done = server.cypher_shell("-f", str(folder / "indexes.cypher"))
        assert done.returncode == 0, done.stderr
        with open_store(server.uri) as store:
            assert build(store, PAPERS) == Changes()
            build(store, records(45))
            assert store.graph() == resolve(records(45)).graph
    finally:
        server.kill()


def test_hostile_text_survives_the_import_files(tmp_path):
    from kg.exports import neo4j_import

    graph = Graph()
    for key, properties in GRAPH.nodes.items():
        graph.nodes[key] = (
            {**properties, "title": 'a "quoted", title\nof two lines; \\ and |'}
            if key.label == "Paper"
            else properties
        )
    neo4j_import.write(graph, tmp_path)
    assert '"a ""quoted"", title\nof two lines; \\ and |"' in (tmp_path / "Paper.csv").read_text(
        encoding="utf-8"
    )


def test_the_browser_kit_has_every_colour_every_template_and_a_guide(tmp_path):
    written = kg("browser", "--out", tmp_path / "kit").stdout.split()
    style, scripts, guide = (tmp_path / "kit" / name for name in ("style.grass", "scripts.zip", "guide.html"))
    assert written == [str(style), str(scripts), str(guide)]
    rules = style.read_text(encoding="utf-8")
    for kind in NODE_TYPES:
        assert f"color: {kind.colour};" in rules.partition(f"node.{kind.label} {{")[2].partition("}")[0]
    with zipfile.ZipFile(scripts) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert texts == {
        f"kg - {one.topic}/{one.name}.cypher": one.text for one in queries.templates().values()
    } | {f"kg - graphs/{one.name}.cypher": one.text for one in queries.browser_templates().values()}
    page = guide.read_text(encoding="utf-8")
    assert "docker run" in page
    assert "Aura" in page
    assert "http-equiv" not in page
    assert not re.search(r"(src|href)=", page), "the guide needs no network"


@pytest.mark.parametrize("target", ["nowhere/graph.lbug", "neo4j://user:s3cret@localhost"])
def test_copying_to_what_cannot_be_written_is_one_line(tmp_path, target, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with open_store("graph.lbug", create=True) as store:
        build(store, PAPERS[:1])
    result = CliRunner().invoke(main, ["copy", "graph.lbug", target])
    assert result.exit_code == 2
    assert "s3cret" not in result.output
