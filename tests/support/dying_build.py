"""A build in a process of its own: ``dying_build.py ADDRESS COUNT FIRST DIE_AT``.

Adds made-up records FIRST to COUNT to the graph at ADDRESS, in batches of 100 rows, by two writers. With DIE_AT above 0 the
process kills itself with SIGKILL while it writes that batch.
"""

import os
import signal
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from kg.build import build
from kg.store import neo4j, open_store
from support.papers import records


def main(address: str, count: int, first: int, die_at: int) -> None:
    neo4j.BATCH = neo4j._RECORD_BATCH = 100
    neo4j._SIDE_BY_SIDE = 0
    write_batch = neo4j.Neo4jStore._write_batch
    written = 0

    def dying(store, batch, writer):
        nonlocal written
        written += 1
        if written == die_at:
            threading.Timer(0.005, os.kill, (os.getpid(), signal.SIGKILL)).start()
        write_batch(store, batch, writer)

    neo4j.Neo4jStore._write_batch = dying
    with open_store(address, create=True) as store:
        build(store, records(count)[first:])


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
