"""What is installed is whole: every data file of the packages is part of the distribution."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    source = tmp_path_factory.mktemp("source") / "project"
    # a copy, so that building leaves nothing behind in the project's folder
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a git checkout: cannot tell which files belong to the project")
    for name in tracked.stdout.splitlines():
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(folder),
        str(source),
    ]
    subprocess.run(command, check=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return set(archive.namelist()), tracked.stdout.splitlines()


def test_every_file_of_the_packages_is_in_the_wheel(wheel):
    packed, tracked = wheel
    packages = [name for name in tracked if name.split("/")[0] in ("kg", "extract", "queries")]
    assert [name for name in packages if name not in packed] == []


def test_nothing_else_is_in_the_wheel(wheel):
    packed, _ = wheel
    tops = {name.split("/")[0] for name in packed if ".dist-info" not in name}
    assert tops == {"kg", "extract", "queries"}
