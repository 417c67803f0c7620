"""The file of corrections: readable lines that people may edit."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corrections import Claim, Correction, Corrections, add, default_path, remove
from kg.errors import UserError
from kg.schema import CLAIM_TYPES


@pytest.fixture
def path(tmp_path):
    return tmp_path / "corrections.yaml"


def test_a_correction_is_one_line_of_yaml(path):
    add(path, Correction("merge", ("method:lora", "method:low-rank-adapter")))
    add(path, Correction("split", ("method:em",)))
    add(path, Correction("reject", ("method:lora OUTPERFORMS method:bitfit @ 2401.1",)))
    assert [line for line in path.read_text().splitlines() if not line.startswith("#")] == [
        "- merge: ['method:lora', 'method:low-rank-adapter']",
        "- split: 'method:em'",
        "- reject: 'method:lora OUTPERFORMS method:bitfit @ 2401.1'",
    ]


def test_a_file_that_is_not_there_holds_no_corrections(path):
    assert len(Corrections.read(path)) == 0


def test_a_person_may_write_the_file(path):
    path.write_text(
        "# mine\n- merge: [LoRA, low-rank adapters]\n- rename:\n    - 3.10\n    - Python\n- split: EM  # twice\n"
    )
    assert list(Corrections.read(path)) == [
        Correction("merge", ("LoRA", "low-rank adapters")),
        Correction("rename", ("3.10", "Python")),
        Correction("split", ("EM",)),
    ]


def test_undoing_leaves_every_other_line_as_it_is(path):
    path.write_text("# mine\n- split: EM  # twice\n\n- rename:\n    - a\n    - b\n# the end\n- split: X\n")
    assert remove(path) == Correction("split", ("X",))
    assert remove(path, 2) == Correction("rename", ("a", "b"))
    assert path.read_text() == "# mine\n- split: EM  # twice\n\n# the end\n"


def test_undoing_the_only_correction_leaves_no_file(path):
    add(path, Correction("split", ("EM",)))
    remove(path)
    assert not path.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- merge: [a\n", ":2: not YAML"),
        ("merge: [a, b]\n", ":1: a corrections file is a list"),
        ("- split: a\n- join: [a, b]\n", ":2: unknown correction 'join'"),
        ("- merge: [a]\n", ":1: merge is written merge: [KEEP, OTHER]"),
        ("- retype: [a, Thing]\n", ":1: 'Thing' is no type"),
        ("- split\n", ":1: a correction is one verb"),
        ("- merge: [[a, b], c]\n", ":1: a correction names things as plain text"),
    ],
)
def test_a_mistake_is_told_with_its_line(path, text, message):
    path.write_text(text)
    with pytest.raises(UserError, match=r"corrections\.yaml") as error:
        Corrections.read(path)
    assert message in error.value.message
    assert "\n" not in error.value.message


def test_a_file_with_a_mistake_is_not_written(path):
    path.write_text("- nonsense\n")
    with pytest.raises(UserError):
        add(path, Correction("split", ("EM",)))
    assert path.read_text() == "- nonsense\n"


def test_there_is_one_place_for_every_store():
    assert default_path("graphs/mine.lbug") == Path("graphs/corrections.yaml")
    assert default_path("neo4j://localhost:7687") == Path("corrections.yaml")


names = (
    st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@given(st.lists(st.tuples(names, names), max_size=4))
def test_whatever_a_thing_is_called_it_is_read_as_it_was_written(tmp_path_factory, pairs):
    path = tmp_path_factory.mktemp("corrections") / "corrections.yaml"
    written = [Correction("merge", pair) for pair in pairs]
    for correction in written:
        add(path, correction)
    assert list(Corrections.read(path)) == written
    for correction in reversed(written):
        assert remove(path) == correction


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("LoRA OUTPERFORMS prefix tuning @ 2401.1", Claim("OUTPERFORMS", "LoRA", "prefix tuning", "2401.1")),
        ("LoRA OUTPERFORMS prefix tuning", Claim("OUTPERFORMS", "LoRA", "prefix tuning")),
        ("10.1/a INTRODUCES Recall@10", Claim("INTRODUCES", "", "Recall@10", "10.1/a")),
        ("2401.1:300", None),
    ],
)
def test_a_claim_is_written_as_it_reads(text, claim):
    assert Claim.parse(text) == claim
    assert claim is None or str(claim) == text


def test_every_type_of_claim_can_be_named():
    for kind in CLAIM_TYPES:
        assert Claim.parse(f"a {kind} b @ p") == Claim(kind, "a", "b", "p")
