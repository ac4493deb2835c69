"""A cheap phone: one WebSocket that speaks Engine.IO 4 and Socket.IO 5 by hand, for a thousand of them in one process.

    phone = await Phone.connect(url, auth, cookie)          # holds the welcome's board when this returns
    answer = await phone.command("note.add", {"note": …, "kind": "wish", "text": …})
    phone.board.records["note"], phone.board.seq, phone.board.digest()

A frame that a thousand phones get is read once: what they hold afterwards is the same objects, which nobody may change.
A `Phone` is one connection and never comes back; `tests.load.returning.ReturningPhone` does.
"""

from __future__ import annotations

import asyncio
import secrets
from array import array
from collections.abc import Callable
from typing import Any, Self
from urllib.parse import urlsplit

import orjson

from tests.load.board import NOT_ASKED, Board
from tests.load.websocket import LostError, WebSocket

__all__ = ["Board", "LostError", "Message", "Phone", "Reader", "RefusedError", "new_id"]

NAMESPACE = b"/room"
PATH = "/live/?EIO=4&transport=websocket"
WELCOME_S = 20.0
RESYNCS = 5

_EVENT, _ACK = b"42/room,[", b"43/room,"
_GRANTED, _REFUSED = b"40/room,", b"44/room,"
_KEY_BYTES = 64
_REMEMBERED = 1_024

Ack = dict[str, Any]
Source = tuple[str, int] | None


def new_id() -> str:
    """An id as a client makes it: 128 random bits."""
    return secrets.token_urlsafe(16)


class RefusedError(Exception):
    """The handshake was refused; `code` is one of protocol 1.2, or `http-<status>`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Message:
    """One event as it came over the wire. `receipts` is there for whoever wants to note when it came to whom."""

    __slots__ = ("body", "event", "raw", "receipts")

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.event, self.body = _event(raw)
        self.receipts: array[float] = array("d")


class Reader:
    """Reads the events of many phones, the same bytes once. `new` hears of each message that was read."""

    def __init__(self, new: Callable[[Message], None] | None = None) -> None:
        self._new = new
        self._known: dict[bytes, Message] = {}

    def read(self, raw: bytes) -> Message:
        """The message with these bytes."""
        # A frame tells in its first bytes which changes it holds, so most are found without hashing all of it.
        key = raw[:_KEY_BYTES]
        known = self._known.get(key)
        if known is not None and known.raw == raw:
            return known
        if known is not None:
            key = raw
            known = self._known.get(key)
        return known or self._read(key, raw)

    def _read(self, key: bytes, raw: bytes) -> Message:
        message = Message(raw)
        if self._new is not None:
            self._new(message)
        self._known[key] = message
        if len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]
        return message


class Phone(WebSocket):
    """One connection of a phone (or of any other role).

    `board` is kept up by the rules of `canvas_store.js`: a gap is asked for by `resync`. With `keep=False` the phone
    keeps no records and only counts: `board.seq`. `hear` is called with every event, after the board has taken it;
    `granted` when the phone was let in and its welcome is on the way, `gone` when the connection is lost. `told` is the
    number of events so far, `bye` the code of a goodbye.
    """

    def __init__(self, url: str, auth: dict[str, Any], cookie: str = "", bearer: str = "", **options: Any) -> None:
        self.place = urlsplit(url)
        headers = {"Cookie": cookie} if cookie else {}
        if bearer:
            headers["Authorization"] = f"Bearer {bearer}"
        super().__init__(self.place.netloc, PATH, headers)
        self.board: Board = options.get("board") or Board(keep=options.get("keep", True))
        self.reader: Reader = options.get("reader") or Reader()
        self.hear: Callable[[Message], None] | None = options.get("hear")
        self.gone: Callable[[str], None] | None = options.get("gone")
        self.granted: Callable[[], None] | None = options.get("granted")
        self.me: str | None = None
        self.bye: str | None = None
        self.presence: dict[str, Any] = {}
        self.told = 0
        self._pinged_at = 0.0
        self._silence_s = 0.0
        self._auth = auth
        self._loop = asyncio.get_running_loop()
        self._asked = 0
        self._pending: dict[int, Callable[[Any], None]] = {}
        self._welcomed: asyncio.Future[None] = self._loop.create_future()
        self._lost: asyncio.Future[str] = self._loop.create_future()
        self._resyncing: asyncio.Task[None] | None = None

    @classmethod
    async def connect(
        cls, url: str, auth: dict[str, Any], cookie: str = "", *, source: Source = None, **options: Any
    ) -> Self:
        """Connect as `auth` says (protocol 1.1) and return when the welcome has come.

        `source` is the local address to come from. Options: `bearer`, `board`, `keep`, `reader`, `hear`, `gone`,
        `granted`, and `patience`, the seconds to wait for the welcome (None: for ever).

        Raises:
            RefusedError: the handshake was refused.
            LostError: the line was lost before the welcome, or the welcome took too long.
            OSError: nobody listens there.
        """
        patience = options.pop("patience", WELCOME_S)
        phone = cls(url, auth, cookie, **options)
        try:
            async with asyncio.timeout(patience):
                await phone._loop.create_connection(
                    lambda: phone, phone.place.hostname, phone.place.port, local_addr=source
                )
                await phone._welcomed
        except TimeoutError:
            raise LostError("no welcome") from None
        finally:
            if not phone._welcomed.done() or phone._welcomed.cancelled() or phone._welcomed.exception():
                phone.abort()
        return phone

    @property
    def seq(self) -> int | None:
        """The last change that this phone has, all before it included."""
        return self.board.seq

    @property
    def connected(self) -> bool:
        """Whether the line is there, as far as this phone knows."""
        return self.transport is not None and self._welcomed.done() and not self.transport.is_closing()

    async def ended(self) -> str:
        """Wait until the connection is gone; returns why."""
        return await asyncio.shield(self._lost)

    # --- what a phone says ---

    def command(self, name: str, args: dict[str, Any] | None = None, id: str | None = None) -> asyncio.Future[Ack]:
        """Give a command; what is returned becomes its acknowledgement, or raises `LostError`."""
        return self.request("command", {"id": id or new_id(), "name": name, "args": args or {}})

    def ping(self) -> asyncio.Future[Ack]:
        """The application's ping (protocol 3)."""
        return self.request("ping", None)

    def request(self, event: str, body: Any) -> asyncio.Future[Ack]:
        """Send an event that is acknowledged."""
        answer: asyncio.Future[Ack] = self._loop.create_future()
        answer.add_done_callback(_looked_at)

        def then(given: Any) -> None:
            if not answer.done():
                if isinstance(given, Exception):
                    answer.set_exception(given)
                else:
                    answer.set_result(given)

        try:
            self.ask(orjson.dumps([event, body]), then)
        except LostError as error:
            answer.set_exception(error)
        return answer

    def ask(self, event: bytes, then: Callable[[Any], None]) -> None:
        """Send `["event", body]` as it is; `then` gets the answer, or a `LostError`.

        Raises:
            LostError: the line is gone already.
        """
        self._asked = number = self._asked + 1
        self.send(b"42/room,%d%s" % (number, event))
        self._pending[number] = then

    async def resync(self) -> None:
        """Ask for what is missing until nothing is (as `session.js` does).

        Raises:
            LostError: the line is gone.
        """
        since = self.board.seq
        for _ in range(RESYNCS):
            answer = await self.request("resync", {"since": since})
            if not isinstance(answer, dict) or not isinstance(answer.get("seq"), int):
                await asyncio.sleep(1.0)  # too busy: protocol 3.3
                continue
            if self.board.welcome(answer, since):
                return
            since = None if self.board.seq == since else self.board.seq

    # --- what it hears ---

    def message(self, payload: bytes) -> None:
        if payload.startswith(_EVENT):
            self._event(payload)
        elif payload.startswith(_ACK):
            self._ack(payload)
        elif payload == b"2":
            self._pinged_at = self._loop.time()
            if self.transport is not None and not self.transport.is_closing():
                self.send(b"3")
        else:
            self._handshake(payload)

    def refused(self, status: int) -> None:
        self._fail(RefusedError(f"http-{status}"))

    def lost(self, why: str) -> None:
        error = LostError(why)
        self._fail(error)
        pending, self._pending = self._pending, {}
        for then in pending.values():
            then(error)
        if self._resyncing is not None:
            self._resyncing.cancel()
        if not self._lost.done():
            self._lost.set_result(why)
        if self.gone is not None:
            self.gone(why)

    def _event(self, payload: bytes) -> None:
        self.told += 1
        if payload.startswith(b'42/room,["welcome"') and not self.board.keeps:
            payload = _without_snapshot(payload)
        message = self.reader.read(payload)
        whole, body = True, message.body
        if message.event == "changes":
            whole = self.board.changes(body)
        elif message.event == "welcome":
            whole = self.board.welcome(body, NOT_ASKED)
            self.me = body["me"]
            if not self._welcomed.done():
                self._welcomed.set_result(None)
        elif message.event == "presence":
            self.presence = body
        elif message.event == "bye":
            self.bye = body["code"]
        if self.hear is not None:
            self.hear(message)
        if not whole and (self._resyncing is None or self._resyncing.done()):
            self._resyncing = self._loop.create_task(self._resync_quietly())

    async def _resync_quietly(self) -> None:
        try:
            await self.resync()
        except LostError:
            return  # the next connection's welcome brings what is missing

    def _ack(self, payload: bytes) -> None:
        at = payload.index(b"[", len(_ACK))
        then = self._pending.pop(int(payload[len(_ACK) : at]), None)
        if then is not None:
            arguments = orjson.loads(payload[at:])
            then(arguments[0] if arguments else None)

    def _handshake(self, payload: bytes) -> None:
        if payload.startswith(b"0{"):
            told = orjson.loads(payload[1:])
            self._silence_s = (told["pingInterval"] + told["pingTimeout"]) / 1000
            self._pinged_at = self._loop.time()
            self._loop.call_later(self._silence_s, self._listen_for_pings)
            self.send(b"40%s,%s" % (NAMESPACE, orjson.dumps(self._auth)))
        elif payload.startswith(_REFUSED):
            data = orjson.loads(payload[len(_REFUSED) :]).get("data") or {}
            self._fail(RefusedError(data.get("code", "")))
        elif payload.startswith(_GRANTED):
            if self.granted is not None:
                self.granted()
        else:
            self.close()  # the server's goodbye, or nothing that this phone understands

    def _listen_for_pings(self) -> None:
        """Engine.IO's own rule: a line over which no ping came in time is dead."""
        left = self._pinged_at + self._silence_s - self._loop.time()
        if left <= 0:
            self.abort()
        elif self.transport is not None:
            self._loop.call_later(left, self._listen_for_pings)

    def _fail(self, error: Exception) -> None:
        if not self._welcomed.done():
            self._welcomed.set_exception(error)
            self._welcomed.exception()  # looked at, also when nobody waits for it


def _event(raw: bytes) -> tuple[str, Any]:
    event, *bodies = orjson.loads(raw[len(_EVENT) - 1 :])
    return event, bodies[0] if bodies else None


def _without_snapshot(payload: bytes) -> bytes:
    """A welcome's first fields alone, for a phone that keeps no records."""
    head, found, _ = payload.partition(b',"snapshot":[')
    return head + b"}]" if found else payload


def _looked_at(answer: asyncio.Future[Ack]) -> None:
    """Nobody has to wait for an answer that never came."""
    if not answer.cancelled():
        answer.exception()
