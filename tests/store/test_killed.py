"""A build that is killed leaves the last good graph, and the next one ends as if nothing had happened."""

import signal
import subprocess
import sys
import time

import pytest
from support.graph_files import KG, kg, write_records
from support.papers import records

from kg.resolution import resolve
from kg.store import open_store

PAPERS = records(24)
BEFORE, AFTER = resolve(PAPERS[:8]).graph, resolve(PAPERS).graph

# ``kg build`` as a process that kills itself as it begins a given step, such as the third "load". A step is
# whatever the store asks the engine or the system to do to files.
STEPPING = """
import os, signal, sys
from kg.cli import main
from kg.store.ladybug_engine import Engine

last, number = sys.argv.pop(1).split(":")
steps = []

def stepping(owner, name):
    original = getattr(owner, name)
    def step(*arguments, **options):
        steps.append(name)
        if name == last and steps.count(name) == int(number):
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*arguments, **options)
    setattr(owner, name, step)

for name in ("execute", "load", "checkpoint", "close"):
    stepping(Engine, name)
for name in ("fsync", "replace"):
    stepping(os, name)
try:
    main()
finally:
    print(*steps, file=sys.stderr)
"""


def stepping_build(papers, path, last):
    command = [sys.executable, "-c", STEPPING, last, "build", str(papers), "--store", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def holds(path, graph):
    with open_store(str(path)) as store:
        return store.graph() == graph


def assert_built_as_if_nothing_had_happened(papers, path):
    again = kg("build", papers, "--store", path)
    assert again.returncode == 0, again.stderr
    assert holds(path, AFTER)
    with open_store(str(path)) as store:
        assert list(store.records()) == PAPERS
    assert {other.name for other in path.parent.iterdir()} == {path.name, papers.name}


@pytest.fixture(scope="module")
def steps(tmp_path_factory):
    """The steps of a whole build."""
    folder = tmp_path_factory.mktemp("steps")
    papers = write_records(folder / "records.jsonl", PAPERS)
    whole = stepping_build(papers, folder / "graph.lbug", "none:0")
    assert whole.returncode == 0, whole.stderr
    return whole.stderr.splitlines()[-1].split()


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
def test_a_build_killed_while_it_writes(graph_file, tmp_path, steps, share):
    papers = write_records(tmp_path / "records.jsonl", PAPERS)
    until = steps[: round(share * steps.index("replace"))]
    killed = stepping_build(papers, graph_file, f"{until[-1]}:{until.count(until[-1])}")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert holds(graph_file, BEFORE)
    assert_built_as_if_nothing_had_happened(papers, graph_file)


# The new file is flushed, takes the place of the old one, and then the folder is flushed.
@pytest.mark.parametrize(
    ("step", "graph"), [("replace:1", BEFORE), ("fsync:2", AFTER)], ids=["before", "after"]
)
def test_a_build_killed_just_before_or_after_the_new_file_takes_its_place(graph_file, tmp_path, step, graph):
    papers = write_records(tmp_path / "records.jsonl", PAPERS)
    killed = stepping_build(papers, graph_file, step)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert holds(graph_file, graph)
    assert_built_as_if_nothing_had_happened(papers, graph_file)


def test_a_first_build_that_is_killed_leaves_no_graph(tmp_path):
    path = tmp_path / "graph.lbug"
    papers = write_records(tmp_path / "records.jsonl", PAPERS)
    assert stepping_build(papers, path, "load:9").returncode == -signal.SIGKILL
    missing = kg("stats", "--store", path)
    assert (missing.returncode, missing.stderr.count("\n")) == (2, 1)
    assert_built_as_if_nothing_had_happened(papers, path)


def test_a_build_killed_by_somebody_else_when_its_new_file_appears(graph_file, tmp_path):
    papers = write_records(tmp_path / "records.jsonl", PAPERS)
    process = subprocess.Popen([*KG, "build", str(papers), "--store", str(graph_file)])
    new = graph_file.with_name(graph_file.name + ".kg-new")
    while process.poll() is None and not new.exists():
        time.sleep(0.001)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    assert holds(graph_file, BEFORE)
    assert_built_as_if_nothing_had_happened(papers, graph_file)
