"""The server as a process of its own, that can be killed without a warning. Its settings are the environment's."""

from __future__ import annotations

import os

from facilitation.config import Settings
from facilitation.serving import prepare_process, server
from facilitation.wiring import build


def main() -> None:
    """Serve, and say so on stdout."""
    prepare_process()
    settings = Settings.from_env(os.environ)
    app = build(settings)
    server(app, settings.host, settings.port, lambda: print("up", flush=True)).run()  # noqa: T201  # read by the test


if __name__ == "__main__":
    main()
