"""How the web server is set up: uvicorn, with what the live server needs of it, and a log without anybody's words."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

import uvicorn

from facilitation.live.frames import RoomProtocol
from facilitation.rooms.protocol import MAX_MESSAGE_BYTES

STOP_SECONDS = 2


class DiscreetFormatter(logging.Formatter):
    """Writes the name of an error and where it happened, and not its text: that may hold what somebody wrote."""

    def formatException(  # noqa: N802  # the standard library's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        kind, _, trace = ei
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = f" ({trace.tb_frame.f_code.co_filename}:{trace.tb_lineno})" if trace is not None else ""
        return f"{kind.__name__ if kind else 'error'}{where}"


def prepare_process() -> None:
    """Set up a process in which a server is going to run, and nothing else."""
    log_quietly()
    collect_rarely()


def pass_no_signals_on() -> None:
    """Uvicorn stops cleanly at a signal and then passes it on to whoever had it before: let that be nobody."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)


def log_quietly() -> None:
    """Warnings and errors go to stderr, one line each. Addresses hold tokens, so there is no log of requests."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(DiscreetFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    # Lifespan errors are told by whoever starts the server, in a sentence.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)


def collect_rarely() -> None:
    """Let Python look for reference cycles seldom, as `wiring` does every minute.

    By itself it goes through everything that lives each time that has grown by a quarter: with sixty thousand notes in
    memory that held up everybody for 150 ms, and nothing of them is garbage. What was made so far lives for ever.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 1_000)


class Server(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, when_up: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_up = when_up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._when_up()


def server(app: Callable[..., Any], host: str, port: int, when_up: Callable[[], None]) -> Server:
    """A server for `app`, not yet started. It calls `when_up` when it answers."""
    return Server(configured(app, host=host, port=port), when_up)


def configured(app: Callable[..., Any], lifespan: Literal["on", "off"] = "on", **listening: Any) -> uvicorn.Config:
    """How uvicorn serves `app`. `listening` says where.

    WebSocket compression is off: it doubles the memory of a connection.
    """
    return uvicorn.Config(
        app,
        **listening,
        loop="auto",
        http="auto",
        ws=RoomProtocol,
        ws_max_size=MAX_MESSAGE_BYTES,
        ws_ping_interval=None,
        ws_per_message_deflate=False,
        lifespan=lifespan,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


class _Guest(Server):
    """A server in the process of another one, which hears the signals."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving_on(app: Callable[..., Any], path: Path) -> AsyncIterator[None]:
    """Serve `app` on a Unix socket, beside the server of this process, on the same loop.

    Raises:
        OSError: nobody can listen there.
    """
    up = asyncio.Event()
    guest = _Guest(configured(app, lifespan="off", uds=str(path)), up.set)
    running = asyncio.create_task(guest.serve())
    starting = asyncio.create_task(up.wait())
    await asyncio.wait([running, starting], return_when=asyncio.FIRST_COMPLETED)
    if not up.is_set():
        starting.cancel()
        await running
        raise OSError(f"nobody can listen on {path}")
    try:
        yield
    finally:
        starting.cancel()
        guest.should_exit = True
        await running
