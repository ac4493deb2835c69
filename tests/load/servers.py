"""One of the servers that are compared, as a process of its own: `python -m tests.load.servers ours <directory>`.

Ours is the whole application with nothing switched off, on `facilitation.serving.server`; only what a single phone may
ask is raised, since a few phones stand for many here. `bare` and `emit-lean` run on the same settings; `emit` on
uvicorn's own, as it comes.
"""

from __future__ import annotations

import argparse
import functools
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from facilitation.canvas import limits
from facilitation.config import Settings
from facilitation.live import server as live
from facilitation.live.limits import Bucket
from facilitation.serving import Server, log_quietly, prepare_process, server
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
    "emit-lean": lambda _: references.emit(),
}
HOST = "127.0.0.1"


def ready(kind: str, directory: Path, port: int, tell: Callable[[], None]) -> Server:
    """The server of this kind, not yet started, in a process that is set up for it."""
    if kind == "emit":
        log_quietly()
        plain = uvicorn.Config(SERVERS[kind](directory), host=HOST, port=port, access_log=False, log_config=None)
        return Server(plain, tell)
    prepare_process()
    made = server(SERVERS[kind](directory), HOST, port, tell)
    if kind != "ours":
        made.config.ws = "websockets-sansio"  # uvicorn's own, without what ours adds to it
    return made


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=SERVERS)
    parser.add_argument("directory", type=Path, help="where it keeps its sessions")
    parser.add_argument("--core", type=int, help="the only processor that it may use")
    chosen = parser.parse_args()
    stay_on(chosen.core)
    allow_many_files()
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        port = listening.getsockname()[1]

        def tell() -> None:
            sys.stdout.write(f"{port}\n")
            sys.stdout.flush()

        ready(chosen.kind, chosen.directory, port, tell).run(sockets=[listening])
    return 0


if __name__ == "__main__":
    sys.exit(main())
