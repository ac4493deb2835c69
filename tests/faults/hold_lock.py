"""Another program that writes to the same SQLite database and takes its time: `hold_lock.py <file> <seconds>`."""

from __future__ import annotations

import sqlite3
import sys
import time


def main(file: str, seconds: str) -> None:
    """Hold the lock, and say so on stdout."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=30)
    connection.execute("BEGIN IMMEDIATE")
    print("locked", flush=True)  # noqa: T201  # read by the test
    time.sleep(float(seconds))
    connection.execute("ROLLBACK")


if __name__ == "__main__":
    main(*sys.argv[1:])
