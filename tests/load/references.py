"""What the product is measured against, on the same web server: without identity, rules and disk.

`bare` is the limit of this web server: for every note one frame that was encoded once, sent to each connection as ASGI
has it. `emit` is python-socketio as its documentation shows it: `await sio.emit(…, room=…)` for every note, which says
what its author wrote.
"""

from __future__ import annotations

import random
import re
from collections.abc import Awaitable, Callable
from typing import Any

import socketio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.load.samples import NOTE_BYTES, NOTES, PARTNERS, an_id, changes, packet, texts, welcome

_TEXT = "x" * NOTE_BYTES
_OPEN = '0{"sid":"bare","upgrades":[],"pingInterval":10000000,"pingTimeout":10000000,"maxPayload":65536}'
_COMMAND = re.compile(r'42/room,(\d+)\["command",.*"note":"([^"]*)"')


def bare() -> ASGIApp:
    """Every note goes to everybody, and is acknowledged."""
    board = packet("welcome", welcome(NOTES, texts(random.Random(1))))
    frame = packet("changes", changes(1_000_000_001, "NOTE", _TEXT))
    before, after = frame.replace(b"1000000001", b"%d").replace(b"1000000000", b"%d").split(b"NOTE")
    everybody: set[Callable[[Message], Awaitable[None]]] = set()
    seq = NOTES

    async def tell(note: bytes, seq: int) -> None:
        message = {"type": "websocket.send", "bytes": before % (seq - 1, seq, seq) + note + after}
        for send in tuple(everybody):
            try:
                await send(message)
            except Exception:  # whoever has gone: each web server has its own error for it
                everybody.discard(send)

    async def line(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal seq
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": _OPEN})
        await receive()
        await send({"type": "websocket.send", "bytes": b'40/room,{"sid":"bare"}'})
        await send({"type": "websocket.send", "bytes": board})
        everybody.add(send)
        while (message := await receive())["type"] == "websocket.receive":
            if found := _COMMAND.match(message.get("text") or ""):
                seq += 1
                mine = seq
                await tell(found[2].encode(), mine)
                answer = b'43/room,%s[{"ok":true,"seq":%d,"now":1800000000000}]' % (found[1].encode(), mine)
                await send({"type": "websocket.send", "bytes": answer})
        everybody.discard(send)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "websocket":
            await line(scope, receive, send)

    return app


def emit() -> ASGIApp:
    """The same with python-socketio's `emit` to a room, every option as it comes."""
    sio = socketio.AsyncServer(async_mode="asgi")
    rng = random.Random(1)
    board = welcome(NOTES, texts(rng))
    partners = [an_id(rng) for _ in PARTNERS]
    authors: dict[str, tuple[str, str]] = {}
    seq = NOTES

    async def connect(sid: str, environ: dict[str, Any], auth: object) -> None:
        authors[sid] = an_id(rng), rng.choice(partners)
        await sio.enter_room(sid, "everybody", namespace="/room")
        await sio.emit("welcome", board, to=sid, namespace="/room")

    async def command(sid: str, body: dict[str, Any]) -> dict[str, Any]:
        nonlocal seq
        seq += 1
        mine = seq
        told = changes(mine, body["args"]["note"], body["args"]["text"], *authors[sid])
        await sio.emit("changes", told, room="everybody", namespace="/room")
        return {"ok": True, "seq": mine, "now": 1_800_000_000_000}

    sio.on("connect", connect, namespace="/room")
    sio.on("command", command, namespace="/room")
    app: ASGIApp = socketio.ASGIApp(sio, socketio_path="/live")
    return app


async def _lifespan(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})
