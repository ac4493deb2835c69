"""The server as a process of its own, that can be killed without a warning."""

from __future__ import annotations

import sys
from pathlib import Path

from facilitation.config import Settings
from facilitation.serving import log_quietly, server
from facilitation.wiring import build


def main(directory: str, port: str, key: str) -> None:
    """Serve on `port`, and say so on stdout."""
    log_quietly()
    app = build(Settings(sessions_dir=Path(directory), facilitation_key=key))
    server(app, "127.0.0.1", int(port), lambda: print("up", flush=True)).run()  # noqa: T201  # read by the test


if __name__ == "__main__":
    main(*sys.argv[1:])
