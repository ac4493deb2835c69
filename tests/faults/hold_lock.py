"""Another program that writes to the same SQLite database and takes its time: `hold_lock.py <file>`."""

from __future__ import annotations

import sqlite3
import sys


def main(file: str) -> None:
    """Hold the lock until stdin ends, and say on stdout from what head of the log on."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=30)
    connection.execute("BEGIN IMMEDIATE")
    (head,) = connection.execute("SELECT max(seq) FROM change").fetchone()
    print(head, flush=True)  # noqa: T201  # read by the test
    sys.stdin.read()
    connection.execute("ROLLBACK")


if __name__ == "__main__":
    main(*sys.argv[1:])
