"""Time and memory of ``kg build``, the whole command, against its limits.

    python benchmarks/build.py ../shared/pages/*.txt
    python benchmarks/build.py papers.jsonl --seconds 600 --megabytes 1500

Runs the command twice as a process of its own: into a new graph, and again with the same papers, which changes
nothing. Prints wall and processor seconds, the peak of resident memory, papers a second, and what share of each
limit was used. Ends with exit code 1 when the first run passes a limit.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from kg.statistics import statistics
from kg.store import open_store


def run(papers, store):
    """Wall seconds, processor seconds and peak megabytes of one build."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "build", *papers, "--store", store]
    start = time.perf_counter()
    silent = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    child = os.posix_spawn(sys.executable, command, os.environ, file_actions=silent)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    if status:
        sys.exit(f"kg build failed with status {os.waitstatus_to_exitcode(status)}")
    peak = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return wall, usage.ru_utime + usage.ru_stime, peak


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("papers", nargs="+")
    parser.add_argument("--seconds", type=float, default=40.0, help="limit of wall time (default 40)")
    parser.add_argument("--megabytes", type=float, default=1500.0, help="limit of memory (default 1500)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "graph.lbug")
        first = run(arguments.papers, path)
        size = os.path.getsize(path) / (1 << 20)
        again = run(arguments.papers, path)
        with open_store(path) as store:
            found = statistics(store)
    wall, _, peak = first
    print(
        f"{found.papers:,} papers, {found.entities:,} entities, {sum(found.relationships.values()):,} relationships,"
    )
    print(f"{size:.0f} MB on disk, {found.papers / wall:.1f} papers a second")
    print(f"{'':12}{'wall s':>10}{'cpu s':>10}{'peak MB':>10}")
    for name, (seconds, cpu, memory) in (("first", first), ("again", again)):
        print(f"{name:12}{seconds:10.1f}{cpu:10.1f}{memory:10.0f}")
    print(f"limit       {arguments.seconds:10.1f}{'':10}{arguments.megabytes:10.0f}")
    print(f"first/limit {wall / arguments.seconds:10.2f}{'':10}{peak / arguments.megabytes:10.2f}")
    if wall > arguments.seconds or peak > arguments.megabytes:
        sys.exit(1)


if __name__ == "__main__":
    main()
