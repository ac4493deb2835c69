"""One of the servers that are compared, as a process of its own: `python -m tests.load.servers ours <directory>`.

All of them run on `facilitation.serving.server`. Ours is the whole application with nothing switched off; only what a
single phone may ask is raised, since a few phones stand for many here.
"""

from __future__ import annotations

import argparse
import functools
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from starlette.types import ASGIApp

from facilitation.canvas import limits
from facilitation.config import Settings
from facilitation.live import server as live
from facilitation.live.limits import Bucket
from facilitation.serving import prepare_process, server
from facilitation.wiring import build
from tests.load import references
from tests.load.processes import allow_many_files, stay_on

KEY = "the-key-of-the-load"
MANY = 1_000_000_000


def ours(directory: Path) -> ASGIApp:
    """The application: identity, rules, and the commit to disk before the acknowledgement."""
    limits.NOTES_BY_PARTICIPANT = MANY
    vars(live)["Bucket"] = functools.partial(Bucket, per_second=MANY, at_once=MANY)
    return build(Settings(sessions_dir=directory, facilitation_key=KEY))


SERVERS: dict[str, Callable[[Path], ASGIApp]] = {
    "ours": ours,
    "bare": lambda _: references.bare(),
    "emit": lambda _: references.emit(),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=SERVERS)
    parser.add_argument("directory", type=Path, help="where it keeps its sessions")
    parser.add_argument("--core", type=int, help="the only processor that it may use")
    chosen = parser.parse_args()
    stay_on(chosen.core)
    allow_many_files()
    prepare_process()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]

        def tell() -> None:
            sys.stdout.write(f"{port}\n")
            sys.stdout.flush()

        running = server(SERVERS[chosen.kind](chosen.directory), "127.0.0.1", port, tell)
        if chosen.kind != "ours":
            running.config.ws = "websockets-sansio"  # uvicorn's own, without what ours adds to it
        running.run(sockets=[listening])
    return 0


if __name__ == "__main__":
    sys.exit(main())
