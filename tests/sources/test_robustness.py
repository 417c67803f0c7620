"""Whatever the bytes: papers, reported problems, or one clear line. Never a crash."""

import gzip
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_feeds_and_reference_managers import ATOM, BIBTEX, RIS
from test_objects_and_tables import WORK
from test_pages_as_text import FIRST, FIRST_ABSTRACT, SECOND, SECOND_ABSTRACT

from extract.sources import Problem, SourceError, read_papers

VALID = {
    "page.txt": f"Subscribe{FIRST}\n{FIRST_ABSTRACT}\n\n{SECOND}\n{SECOND_ABSTRACT}\n".encode(),
    "feed.xml": ATOM.encode(),
    "lib.bib": BIBTEX.encode(),
    "lib.ris": RIS.encode(),
    "lines.jsonl": "\n".join(
        json.dumps({"title": f"T{n}", "abstract": "text", "year": n}) for n in range(9)
    ).encode(),
    "works.json": json.dumps({"results": [WORK, WORK]}, indent=1).encode(),
    "table.csv": b'title,abstract,year\nOne,"two, three",2020\nTwo,"a\nb",2021\n',
    "lines.jsonl.gz": gzip.compress(b'{"title": "One"}\n{"title": "Two"}\n'),
}


def read(folder, name, data):
    file = folder / name
    file.write_bytes(data)
    problems: list[Problem] = []
    try:
        papers = read_papers([str(file)], problems=problems)
    except SourceError as error:
        papers = []
        problems.append(Problem(name, None, str(error)))
    for paper in papers:
        assert paper.title
        json.dumps(paper.to_dict(), ensure_ascii=False).encode()
    for problem in problems:
        assert "\n" not in str(problem)


@given(data=st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_bytes(tmp_path, data):
    read(tmp_path, "input", data)


@pytest.mark.parametrize("name", VALID)
@given(
    damage=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 30), st.binary(max_size=4)), min_size=1, max_size=4
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40)
def test_damaged_files_of_every_format(tmp_path, name, damage):
    data = VALID[name]
    for place, length, replacement in damage:
        start = int(place * len(data))
        data = data[:start] + replacement + data[start + length :]
    read(tmp_path, name, data)
