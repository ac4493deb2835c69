"""A real server on a real port, and browsers and phones that talk with it."""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import socketio

from facilitation.config import Settings
from facilitation.serving import server
from facilitation.wiring import build

KEY = "the-key-of-the-tests"
WAIT_S = 30.0

Event = tuple[str, dict[str, Any]]


def new_id() -> str:
    return secrets.token_urlsafe(16)


def assert_in_no_file(directory: Path, text: str) -> None:
    """No file in this directory holds the text."""
    files = [path for path in directory.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert text.encode() not in path.read_bytes(), path.name


@asynccontextmanager
async def serving(
    directory: Path, pages: Path | None = None, host: str = "127.0.0.1", **settings: Any
) -> AsyncIterator[House]:
    """A running server that keeps its sessions in `directory` and listens on `host`."""
    chosen = Settings(**{"facilitation_key": KEY, "sessions_dir": directory, **settings})
    up = asyncio.Event()
    with socket.socket() as listening:
        listening.bind((host, 0))
        port = listening.getsockname()[1]
        running = server(build(chosen, pages), host, port, up.set)
        task = asyncio.create_task(running.serve(sockets=[listening]))
        waiting = asyncio.create_task(up.wait())
        await asyncio.wait([task, waiting], return_when=asyncio.FIRST_COMPLETED, timeout=WAIT_S)
        assert up.is_set(), "the server did not come up"
        house = House(f"http://127.0.0.1:{port}")
        try:
            yield house
        finally:
            await house.leave()
            running.should_exit = True
            await task


class House:
    """One server and everybody who talks with it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._browsers: list[httpx.AsyncClient] = []
        self._lines: list[Line] = []

    def browser(self, **headers: str) -> httpx.AsyncClient:
        """A browser with its own cookies."""
        browser = httpx.AsyncClient(base_url=self.url, headers=headers, timeout=WAIT_S)
        self._browsers.append(browser)
        return browser

    async def facilitator(self) -> httpx.AsyncClient:
        """A browser that is signed in."""
        browser = self.browser()
        answer = await browser.post("/api/sign-in", json={"key": KEY})
        assert answer.status_code == 204, answer.text
        return browser

    async def session(self, *partners: str, **fields: Any) -> Session:
        """A new session with these partners, and its facilitator."""
        host = await self.facilitator()
        body = {
            "title": "Rond Sam",
            "subject": {"alias": "Sam"},
            "guide": "person",
            "language": "nl",
            "partners": list(partners),
            **fields,
        }
        answer = await host.post("/api/sessions", json=body)
        assert answer.status_code == 201, answer.text
        return Session(self, host, answer.json())

    async def connect(self, browser: httpx.AsyncClient | None, auth: Any, **options: Any) -> Line:
        """Open a line as this browser would."""
        line = Line()
        self._lines.append(line)
        await line.open(self.url, browser, auth, **options)
        return line

    async def leave(self) -> None:
        """Close everything that was opened."""
        for line in self._lines:
            await line.close()
        for browser in self._browsers:
            await browser.aclose()


class Session:
    """One session, as its facilitator knows it."""

    def __init__(self, house: House, host: httpx.AsyncClient, made: Mapping[str, str]) -> None:
        self.house = house
        self.host = host
        self.id = made["id"]
        self.code = made["code"]
        self.token = made["join_url"].rpartition("/")[2]
        self.reader_token = made["canvas_url"].rpartition("/")[2]

    async def lead(self, **auth: Any) -> Line:
        """The facilitator's line."""
        return await self.house.connect(self.host, self.auth("lead", **auth))

    async def begin_writing(self) -> Line:
        """Go on to the stage in which everybody may write. The facilitator's line."""
        lead = await self.lead()
        for here, there in (("welcome", "person"), ("person", "partners")):
            await lead.done("stage.go", stage=there, anyway=True, **{"from": here})
        return lead

    async def screen(self, **auth: Any) -> Line:
        """The projector's line."""
        return await self.house.connect(self.host, self.auth("screen", **auth))

    async def reader(self) -> Line:
        """The line of somebody with the team's link."""
        browser = self.house.browser()
        answer = await browser.get(f"/r/{self.reader_token}")
        assert answer.status_code == 303
        return await self.house.connect(browser, self.auth("reader"))

    async def join(self, partner: str = "Moeder", name: str = "") -> Phone:
        """A new phone at the partner of this name, not yet connected."""
        browser = self.house.browser()
        body = {"code": self.code, "partner": {"name": partner}, "name": name}
        answer = await browser.post("/api/join", json=body)
        assert answer.status_code == 200, answer.text
        return Phone(self, browser, answer.json()["participant"])

    async def phone(self, partner: str = "Moeder", **auth: Any) -> tuple[Phone, Line]:
        """A new phone, connected."""
        phone = await self.join(partner)
        return phone, await phone.connect(**auth)

    def auth(self, role: str, **fields: Any) -> dict[str, Any]:
        """The handshake of protocol 1.1."""
        return {"protocol": 1, "session": self.id, "role": role, "since": None, "language": "nl", **fields}


class Phone:
    """One phone with a seat."""

    def __init__(self, session: Session, browser: httpx.AsyncClient, participant: str) -> None:
        self.session = session
        self.browser = browser
        self.participant = participant

    async def connect(self, role: str = "seat", **auth: Any) -> Line:
        """A line of this phone."""
        return await self.session.house.connect(self.browser, self.session.auth(role, **auth))


class Line:
    """One Socket.IO connection, and everything that came over it, in order."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.refusal: dict[str, Any] | None = None
        self._over = False
        self._news = asyncio.Condition()
        self._client = socketio.AsyncClient(reconnection=False, websocket_extra_options={"max_msg_size": 0})
        for name in ("welcome", "changes", "presence", "bye"):
            self._client.on(name, self._taker(name), namespace="/room")
        self._client.on("connect_error", self._refused, namespace="/room")
        self._client.on("disconnect", self._gone, namespace="/room")

    async def open(
        self, url: str, browser: httpx.AsyncClient | None, auth: Any, transport: str = "websocket", bearer: str = ""
    ) -> None:
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        if browser is not None and browser.cookies:
            headers["Cookie"] = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
        try:
            await self._client.connect(
                url,
                headers,
                auth,
                transports=transport.split("+"),
                namespaces=["/room"],
                socketio_path="/live",
                wait_timeout=WAIT_S,
            )
        except socketio.exceptions.ConnectionError:
            assert self.refusal is not None, "no line, and no reason"
            return
        await self.until(lambda: bool(self.events))

    @property
    def transport(self) -> str:
        """`websocket` or `polling`, as it is now."""
        return str(self._client.transport())

    @property
    def connected(self) -> bool:
        return bool(self.events) and not self._over

    @property
    def welcome(self) -> dict[str, Any]:
        """The body of the welcome."""
        name, body = self.events[0]
        assert name == "welcome", self.events[0]
        return body

    def bodies(self, name: str) -> list[dict[str, Any]]:
        """The bodies of all events of this name."""
        return [body for event, body in self.events if event == name]

    def changes(self) -> list[list[Any]]:
        """All changes so far, `[seq, kind, id, value]`."""
        return [change for body in self.bodies("changes") for change in body["changes"]]

    async def until(self, happened: Callable[[], bool]) -> None:
        """Wait until something has come that makes this true."""
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(happened), WAIT_S)

    async def up_to(self, seq: int) -> None:
        """Wait until the change `seq` has come."""
        await self.until(lambda: any(body["to"] >= seq for body in self.bodies("changes")))

    async def ended(self) -> None:
        """Wait until the server has hung up."""
        await self.until(lambda: not self.connected)

    async def ask(self, event: str, body: Any = None) -> Any:
        """Send an event and return its acknowledgement."""
        return await self._client.call(event, body, namespace="/room", timeout=WAIT_S)

    async def command(self, name: str, id: str | None = None, /, **args: Any) -> dict[str, Any]:
        """Give a command and return its acknowledgement."""
        answer: dict[str, Any] = await self.ask("command", {"id": id or new_id(), "name": name, "args": args})
        return answer

    async def done(self, name: str, /, **args: Any) -> int:
        """Give a command that must be carried out, and return its `seq`."""
        answer = await self.command(name, **args)
        assert answer["ok"], answer
        return int(answer["seq"])

    async def send(self, event: str, body: Any) -> None:
        """Send an event without waiting for its acknowledgement."""
        await self._client.emit(event, body, namespace="/room")

    async def send_raw(self, packet: str) -> None:
        """Send a Socket.IO packet as it stands."""
        await self._client.eio.send(packet)

    async def close(self) -> None:
        await self._client.disconnect()

    def _taker(self, name: str) -> Callable[[dict[str, Any]], Any]:
        async def take(body: dict[str, Any]) -> None:
            async with self._news:
                self.events.append((name, body))
                self._news.notify_all()

        return take

    async def _refused(self, data: Any) -> None:
        self.refusal = data

    async def _gone(self, *_: object) -> None:
        async with self._news:
            self._over = True
            self._news.notify_all()
