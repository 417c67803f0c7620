"""The embedded store: what is no graph, who else writes, what is refused, and what a reader sees."""

import signal
import subprocess
import sys

import ladybug
import pytest
from support.graph_files import KG, folder_of_somebody_else, write_records
from support.papers import records

from kg.build import build
from kg.errors import UserError
from kg.resolution import resolve
from kg.store import Changes, open_store
from kg.store import ladybug as ladybug_store

PAPERS = records(12)


def error_of(call, *arguments, **options):
    """The one line of the UserError that a call raises."""
    with pytest.raises(UserError) as error:
        call(*arguments, **options)
    assert "\n" not in error.value.message
    return error.value.message


def foreign(path, *statements):
    with ladybug.Database(str(path)) as database, ladybug.Connection(database) as connection:
        for statement in statements:
            connection.execute(statement)


# Files


def test_a_missing_file_says_how_to_make_one(tmp_path):
    message = error_of(open_store, str(tmp_path / "none.lbug"))
    assert "no graph" in message
    assert "kg build PAPERS" in message


def test_a_missing_folder_is_named(tmp_path):
    message = error_of(open_store, str(tmp_path / "nowhere" / "graph.lbug"), create=True)
    assert "nowhere does not exist" in message


def test_a_folder_is_no_graph(tmp_path):
    assert "is a folder" in error_of(open_store, str(tmp_path), create=True)


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("content", [b"", b"x", b"id,title\n1,A paper\n" * 1000, b"PK\x03\x04" + bytes(8000)])
def test_a_file_that_is_no_graph_is_refused_and_left_alone(tmp_path, content, create):
    path = tmp_path / "papers.csv"
    path.write_bytes(content)
    assert "is no graph of kg" in error_of(open_store, str(path), create=create)
    assert path.read_bytes() == content


def test_a_damaged_graph_is_one_line(graph_file):
    with open(graph_file, "r+b") as file:
        file.truncate(5000)
    assert "damaged" in error_of(open_store, str(graph_file))


def test_a_database_of_somebody_else_is_refused(tmp_path):
    path = tmp_path / "own.lbug"
    foreign(path, "CREATE NODE TABLE Person(name STRING PRIMARY KEY)", "CREATE (:Person {name: 'Ada'})")
    assert "is no graph of kg" in error_of(open_store, str(path), create=True)


def test_another_schema_version_is_named(tmp_path):
    path = tmp_path / "future.lbug"
    foreign(path, "CREATE MACRO kg_schema_version() AS 999")
    message = error_of(open_store, str(path))
    assert "schema version 999" in message
    assert "build the graph again" in message


def test_tables_of_somebody_else_are_never_lost(graph_file):
    foreign(graph_file, "CREATE NODE TABLE Note(id STRING PRIMARY KEY)")
    with open_store(str(graph_file)) as store:
        assert "(Note)" in error_of(build, store, PAPERS)
    with open_store(str(graph_file)) as store:
        assert store.query("MATCH (n:Note) RETURN count(n)").rows == [(0,)]


def test_a_graph_that_may_not_be_read_is_one_line(built):
    with folder_of_somebody_else(0o000, {"graph.lbug": built.read_bytes()}) as folder:
        assert "Permission denied" in error_of(open_store, str(folder / "graph.lbug"))


def test_in_a_read_only_folder_a_graph_is_read_but_not_built(built):
    with (
        folder_of_somebody_else(0o444, {"graph.lbug": built.read_bytes()}) as folder,
        open_store(str(folder / "graph.lbug")) as store,
    ):
        assert "Permission denied" in error_of(build, store, PAPERS)
        assert "Permission denied" in error_of(store.clear)
        assert len(list(store.records())) == 8
        assert "Permission denied" in error_of(
            build, open_store(str(folder / "new.lbug"), create=True), PAPERS
        )


def test_a_link_to_a_graph_stays_a_link(graph_file, tmp_path):
    link = tmp_path / "link.lbug"
    link.symlink_to(graph_file)
    with open_store(str(link)) as store:
        build(store, PAPERS)
    assert link.is_symlink()
    with open_store(str(graph_file)) as store:
        assert store.graph() == resolve(PAPERS).graph


def test_a_build_leaves_one_file_with_the_permissions_it_had(graph_file):
    graph_file.chmod(0o640)
    with open_store(str(graph_file)) as store:
        build(store, PAPERS)
    assert [path.name for path in graph_file.parent.iterdir()] == ["graph.lbug"]
    assert graph_file.stat().st_mode & 0o777 == 0o640


def test_a_build_that_changes_nothing_leaves_the_file_alone(graph_file):
    before = graph_file.stat()
    with open_store(str(graph_file)) as store:
        assert build(store, PAPERS[:8]) == Changes()
    assert (graph_file.stat().st_ino, graph_file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


# Others at the same file


def test_a_second_writer_that_cannot_wait_longer_is_told_so(graph_file, monkeypatch):
    monkeypatch.setattr(ladybug_store, "PATIENCE", 0)
    with open_store(str(graph_file)) as first, open_store(str(graph_file)) as second, first.building():
        assert "another kg is writing" in error_of(build, second, PAPERS)
        assert "another kg is writing" in error_of(second.clear)
    with open_store(str(graph_file)) as second:
        build(second, PAPERS)


def test_two_builds_at_once_both_end_and_none_is_lost(graph_file, tmp_path):
    builds = []
    for name, papers in (("one", PAPERS[8:10]), ("two", PAPERS[10:])):
        path = write_records(tmp_path / f"{name}.jsonl", papers)
        builds.append(subprocess.Popen([*KG, "build", str(path), "--store", str(graph_file)]))
    assert [process.wait() for process in builds] == [0, 0]
    with open_store(str(graph_file)) as store:
        assert store.graph() == resolve(PAPERS).graph


def test_files_of_similar_names_are_left_alone(graph_file):
    """Only what a killed build has left is removed."""
    left, other = graph_file.with_name("graph.lbug.kg-new.wal"), graph_file.with_name("graph.lbug.kg-news")
    left.write_text("left behind")
    other.write_text("mine")
    with open_store(str(graph_file)) as store:
        build(store, PAPERS)
    assert not left.exists()
    assert other.read_text() == "mine"


def test_while_a_writer_works_readers_have_the_last_good_graph(graph_file):
    small, large = resolve(PAPERS[:8]).graph, resolve(PAPERS).graph
    with open_store(str(graph_file)) as writer, open_store(str(graph_file)) as early:
        assert early.query("MATCH (p:Paper) RETURN count(p)").rows == [(8,)]
        with writer.building():
            with open_store(str(graph_file)) as reader:
                assert reader.graph() == small
            writer.write(PAPERS, large)
            assert early.graph() == small
        assert early.graph() == small
    with open_store(str(graph_file)) as late:
        assert late.graph() == large


def test_a_writer_adds_to_what_another_wrote_since_it_opened_the_file(graph_file):
    with open_store(str(graph_file)) as first, open_store(str(graph_file)) as second:
        assert len(list(first.records())) == 8
        build(second, PAPERS[8:10])
        build(first, PAPERS[10:])
        assert first.graph() == resolve(PAPERS).graph


def at_work(path, statement):
    """Another program that has written to the file, and keeps it open."""
    program = f"""
import ladybug, time
connection = ladybug.Connection(ladybug.Database({str(path)!r}))
connection.execute({statement!r})
print("written", flush=True)
time.sleep(600)
"""
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "written\n"
    return process


def test_another_program_with_the_file_open_for_writing_is_told_of(graph_file):
    program = at_work(graph_file, "MATCH (m:Method) SET m.name = 'mine'")
    try:
        with open_store(str(graph_file)) as store:
            assert "another program has" in error_of(build, store, PAPERS)
    finally:
        program.kill()
        program.wait()


def test_what_a_killed_program_left_in_the_log_does_not_spoil_the_graph(graph_file):
    program = at_work(graph_file, "MATCH (m:Method) SET m.name = 'mine'")
    program.send_signal(signal.SIGKILL)
    program.wait()
    with open_store(str(graph_file)) as store:
        build(store, PAPERS)
        assert store.graph() == resolve(PAPERS).graph
    assert [path.name for path in graph_file.parent.iterdir()] == ["graph.lbug"]


# Queries


@pytest.fixture(scope="module")
def store(built):
    with open_store(str(built)) as opened:
        yield opened


@pytest.mark.parametrize(
    "statement",
    [
        "CHECKPOINT",
        "COPY (MATCH (m:Method) RETURN m.id) TO '{0}/out.csv'",
        "PROFILE COPY (MATCH (m:Method) RETURN m.id) TO '{0}/out.csv'",
        "/* a comment */ // another\nEXPORT DATABASE '{0}/out'",
        "INSTALL json",
        "ATTACH '{0}/other.lbug' AS other (dbtype lbug)",
        "BEGIN TRANSACTION",
        "DROP TABLE Method",
        "ALTER TABLE Method ADD note STRING",
        "CREATE MACRO own(x) AS x",
        "MATCH (m:Method) RETURN m.id; CHECKPOINT",
        "MATCH (m:Method) SET m.name = 'x' RETURN m",
        "MATCH (m:Method) DETACH DELETE m",
        "WITH 1 AS x CREATE (:Method {{id: 'x'}})",
    ],
)
def test_whatever_would_write_is_refused(store, tmp_path, statement):
    error_of(store.query, statement.format(tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("", "empty"),
        ("  // only a comment", "empty"),
        ("MTACH (m) RETURN m", "not MTACH"),
        ("MATCH (m:Method RETURN m", "line: 1"),
        ("MATCH (m:Nothing) RETURN m", "Nothing does not exist"),
        ("MATCH (m:Method) RETURN m.colour", "colour"),
        ("MATCH (m:Method) RETURN nosuch(m)", "nosuch"),
        ("RETURN 1 / 0", "zero"),
        ("MATCH (m:Method) WHERE m.name = $name RETURN m", "a value for $name"),
    ],
)
def test_an_error_in_a_query_is_one_line_that_names_it(store, statement, part):
    assert part.lower() in error_of(store.query, statement).lower()


@pytest.mark.parametrize(
    "statement",
    [
        "match (m:Method) return m.id limit 1",
        "// Title\n/* about\n it */ MATCH (m:Method) RETURN m.id LIMIT 1;",
        "RETURN '$name', \"it's $5\"",
        "CALL show_tables() RETURN name LIMIT 1",
        "EXPLAIN MATCH (m:Method) RETURN m.id",
    ],
)
def test_whatever_reads_is_answered(store, statement):
    assert len(store.query(statement).rows) == 1


def test_records_are_out_of_the_way_of_queries_over_the_graph(store):
    assert store.query("MATCH (n:Paper)-[r]-(m) WHERE label(m) = 'Record' RETURN count(*)").rows == [(0,)]


def test_type_of_a_relationship_as_in_neo4j(store):
    rows = store.query("MATCH (:Paper)-[r]->(:Task) RETURN DISTINCT type(r) AS kind").rows
    assert ("ADDRESSES",) in rows


def test_the_branches_of_a_union_come_in_the_order_they_are_written(store):
    branches = [f"UNWIND range(1, 20000) AS n RETURN {branch} AS branch, n" for branch in range(12)]
    for _ in range(5):  # with two threads most tries mix the branches
        rows = store.query(" UNION ALL ".join(branches)).rows
        assert rows == sorted(rows)
        assert len(rows) == 12 * 20_000
