"""What tests of the embedded store and of the verbs that build share."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from extract.record import ExtractionRecord

KG = (sys.executable, "-c", "from kg.cli import main; main()")
"""The command ``kg`` as a process of its own."""


def kg(*arguments: object, **options: object) -> "subprocess.CompletedProcess[str]":
    """Run ``kg`` as a user does and return what it printed."""
    command = [*KG, *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


def write_records(path: Path, records: Sequence[ExtractionRecord]) -> Path:
    """A file as ``kg extract`` writes it."""
    path.write_text("".join(json.dumps(record.to_dict()) + "\n" for record in records), encoding="utf-8")
    return path


@contextmanager
def folder_of_somebody_else(permissions: int, files: dict[str, bytes]) -> Iterator[Path]:
    """A folder with files that the process may use only as the permissions say, even if it runs as root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_bytes(content)
            (folder / file).chmod(permissions & 0o666)
        folder.chmod(permissions | 0o111)
        root = os.geteuid() == 0
        if root:  # whatever the permissions say, root may
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o700)
