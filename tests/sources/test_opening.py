"""Files, folders, standard input, compression, and inputs that cannot be read."""

import bz2
import gzip
import io
import json
import lzma
import sys

import pytest

from extract.sources import Problem, SourceError, read_papers

ROWS = [{"title": f"Paper number {n}", "abstract": f"Abstract {n} says little."} for n in range(1500)]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS).encode()


def zstandard_compress(data):
    return pytest.importorskip("zstandard").ZstdCompressor().compress(data)


COMPRESSIONS = {".gz": gzip.compress, ".xz": lzma.compress, ".bz2": bz2.compress, ".zst": zstandard_compress}


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_compressed_files_are_read_whatever_their_name(tmp_path, suffix):
    for name in (f"papers.jsonl{suffix}", "papers"):
        file = tmp_path / name
        file.write_bytes(COMPRESSIONS[suffix](LINES))
        assert len(read_papers([str(file)], problems=[])) == len(ROWS)


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_compressed_files_joined_together(tmp_path, suffix):
    file = tmp_path / f"papers.jsonl{suffix}"
    half = LINES.index(b"\n", len(LINES) // 2) + 1
    file.write_bytes(COMPRESSIONS[suffix](LINES[:half]) + COMPRESSIONS[suffix](LINES[half:]))
    assert len(read_papers([str(file)], problems=[])) == len(ROWS)


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_a_compressed_file_that_breaks_off_gives_what_can_be_read(tmp_path, suffix):
    file = tmp_path / f"papers.jsonl{suffix}"
    good = COMPRESSIONS[suffix](LINES)
    file.write_bytes(good + COMPRESSIONS[suffix](LINES.replace(b"number", b"with number"))[:-9])
    problems: list[Problem] = []
    papers = read_papers([str(file)], problems=problems)
    assert len(papers) >= len(ROWS)
    assert "the rest of the file cannot be read" in problems[-1].reason
    with pytest.raises(SourceError, match="cannot be read"):
        read_papers([str(file)], strict=True, problems=[])


def test_zstandard_missing_is_one_clear_line(tmp_path, monkeypatch):
    file = tmp_path / "papers.jsonl.zst"
    file.write_bytes(b"\x28\xb5\x2f\xfd" + bytes(20))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(SourceError, match=r"pip install 'kg-papers\[zst\]'"):
        read_papers([str(file)], problems=[])


@pytest.mark.parametrize("data", [LINES, gzip.compress(LINES)])
def test_standard_input(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    problems: list[Problem] = []
    papers = read_papers(["-"], problems=problems)
    assert len(papers) == len(ROWS)
    assert papers[4].source == "<stdin>:5"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_line_ends_of_every_system(tmp_path, end):
    file = tmp_path / "papers.csv"
    file.write_bytes(end.join([b"title,abstract", b"One,a", b"", b"Two,b"]))
    papers = read_papers([str(file)], problems=[])
    assert [(paper.title, paper.source) for paper in papers] == [("One", f"{file}:2"), ("Two", f"{file}:4")]


def test_utf_16(tmp_path):
    file = tmp_path / "papers.csv"
    file.write_bytes("title,abstract\nÜber Foren,kurz\n".encode("utf-16"))
    assert read_papers([str(file)], problems=[])[0].title == "Über Foren"


def test_folders_are_walked_and_other_files_passed_over(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "one.jsonl").write_text(json.dumps({"title": "One"}))
    (tmp_path / "deep" / "er" / "two.ris.gz").write_bytes(gzip.compress(b"TY  - JOUR\nTI  - Two\nER  -\n"))
    (tmp_path / "README.md").write_text("# Notes")
    (tmp_path / "figure.png").write_bytes(b"\x89PNG\0")
    (tmp_path / ".hidden.jsonl").write_text(json.dumps({"title": "Hidden"}))
    (tmp_path / "notes.txt").write_text("buy milk")
    (tmp_path / "empty.json").write_text("")
    problems: list[Problem] = []
    papers = read_papers([str(tmp_path), str(tmp_path / "one.jsonl")], problems=problems)
    assert sorted(paper.title for paper in papers) == ["One", "Two"]
    assert [problem.file.rpartition("/")[2] for problem in problems] == ["empty.json", "notes.txt"]
    with pytest.raises(SourceError, match=r"empty\.json: the file is empty"):
        read_papers([str(tmp_path)], strict=True, problems=[])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.jsonl", b"", "the file is empty"),
        ("blank.txt", b" \n\n\t\n", "the file is empty"),
        ("paper.pdf", b"%PDF-1.7\n\0", "a PDF"),
        ("archive.zip", b"PK\x03\x04\0\0", "a ZIP archive"),
        ("data.bin", b"\x01\x02\0\x03", "a binary file"),
        ("page.html", b"<!DOCTYPE html><html></html>", "an HTML page; save it as plain text"),
        ("numbers.json", b"[1, 2]", "no format that kg knows; it reads"),
        ("half.gz", gzip.compress(b"{}")[:10], "cannot be read"),
        ("half.xz", lzma.compress(b"{}")[:20], "cannot be read"),
        ("bad.zst", b"\x28\xb5\x2f\xfd" + b"nonsense", "cannot be read"),
        ("no.gz", b"\x1f\x8bnonsense", "cannot be read"),
    ],
)
def test_an_input_that_cannot_be_read_is_one_clear_line(tmp_path, name, content, message):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(SourceError) as error:
        read_papers([str(file)], problems=[])
    assert str(error.value).startswith(f"{file}: ")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_missing_files_and_folders_without_papers(tmp_path):
    with pytest.raises(SourceError, match="there is no such file or folder"):
        read_papers([str(tmp_path / "missing.jsonl")], problems=[])
    with pytest.raises(SourceError, match="holds no file with papers"):
        read_papers([str(tmp_path)], problems=[])
