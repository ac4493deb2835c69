"""Protocol 3.1: what was acknowledged is there after a SIGKILL, and phones come back by themselves."""

from __future__ import annotations

import asyncio
import random
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import socketio

from tests.serving import KEY, WAIT_S, House, Phone, Session, new_id

ROOT = Path(__file__).parents[2]
CANARY = "kanarie-4711"
ROUNDS, PHONES, SEED, BACKOFF_S = 5, 4, 20_260_101, 0.1


class Server:
    """The process; it always comes up on the same port and the same files."""

    def __init__(self, directory: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._directory = directory
        self._log = directory / "stderr"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it and wait until it answers."""
        command = (sys.executable, "-m", "tests.faults.serve_process", str(self._directory), str(self.port), KEY)
        with self._log.open("ab") as errors:
            self._process = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=errors
            )
        assert self._process.stdout is not None
        assert await asyncio.wait_for(self._process.stdout.readline(), 60) == b"up\n"

    def log(self) -> str:
        """Everything it wrote on stderr."""
        return self._log.read_text()

    async def kill(self) -> None:
        """SIGKILL: no goodbye and no time to write anything."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> int:
        """SIGTERM; returns the exit code."""
        assert self._process is not None
        self._process.terminate()
        return await asyncio.wait_for(self._process.wait(), WAIT_S)


class Writer:
    """A phone that keeps writing, sends again what was not acknowledged, and comes back by itself."""

    def __init__(self, phone: Phone) -> None:
        self.acknowledged: dict[str, str] = {}
        self.board: dict[str, dict[str, Any]] = {}
        self.welcomes = 0
        self.news = asyncio.Condition()
        self._phone = phone
        self._client = socketio.AsyncClient(reconnection=False)
        self._over = False
        self._staying: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Be there from now on, and come back whenever the line is lost."""
        self._staying = asyncio.create_task(self._stay())
        await self.welcomed(0)

    async def _stay(self) -> None:
        while not self._over:
            self._client = socketio.AsyncClient(reconnection=False)
            self._client.on("welcome", self._welcomed, namespace="/room")
            cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._phone.browser.cookies.jar)
            try:
                await self._client.connect(
                    str(self._phone.browser.base_url),
                    {"Cookie": cookies},
                    self._phone.session.auth("seat"),
                    transports=["websocket"],
                    namespaces=["/room"],
                    socketio_path="/live",
                )
                await self._client.wait()
            except socketio.exceptions.ConnectionError:
                await asyncio.sleep(BACKOFF_S)  # a phone waits as well before it tries again

    async def welcomed(self, seen: int) -> None:
        """Wait for a welcome after the `seen` ones."""
        async with self.news:
            await asyncio.wait_for(self.news.wait_for(lambda: self.welcomes > seen), WAIT_S)

    async def write(self, count: int) -> None:
        """Write notes one after another, each until it is acknowledged."""
        for _ in range(count):
            note, text = new_id(), f"{CANARY} {new_id()}"
            body = {"id": new_id(), "name": "note.add", "args": {"note": note, "kind": "wish", "text": text}}
            while note not in self.acknowledged:
                seen = self.welcomes
                try:
                    answer = await self._client.call("command", body, namespace="/room", timeout=1)
                    assert answer["ok"] or answer["retry"], answer
                    if answer["ok"]:
                        self.acknowledged[note] = text
                except socketio.exceptions.TimeoutError:
                    continue  # sent, but the answer was lost: the same command again
                except socketio.exceptions.SocketIOError:
                    await self.welcomed(seen)

    async def close(self) -> None:
        assert self._staying is not None
        self._over = True
        await self._client.disconnect()
        await self._staying

    async def _welcomed(self, body: dict[str, Any]) -> None:
        async with self.news:
            self.welcomes += 1
            self.board = {id: value for kind, id, value in body["snapshot"] if kind == "note"}
            self.news.notify_all()


@asynccontextmanager
async def writers(server: Server, house: House) -> AsyncIterator[tuple[Session, list[Writer]]]:
    """A session in which everybody may write, and its phones."""
    session = await house.session("Moeder", "School")
    lead = await session.lead()
    await lead.done("stage.go", stage="person", **{"from": "welcome"})
    await lead.done("stage.go", stage="partners", **{"from": "person"})
    await lead.close()
    phones = [Writer(await session.join("Moeder" if number % 2 else "School")) for number in range(PHONES)]
    for phone in phones:
        await phone.connect()
    try:
        yield session, phones
    finally:
        for phone in phones:
            await phone.close()


async def test_3_1_every_acknowledged_note_survives_a_sigkill(tmp_path: Path) -> None:
    moments = random.Random(SEED)
    server = Server(tmp_path)
    await server.start()
    house = House(server.url)
    async with writers(server, house) as (session, phones):
        for round in range(ROUNDS):
            writing = [asyncio.create_task(phone.write(6)) for phone in phones]
            enough = moments.randrange(1, 12) + sum(len(phone.acknowledged) for phone in phones)
            while sum(len(phone.acknowledged) for phone in phones) < enough:
                await asyncio.wait(writing, timeout=0.001)
            await server.kill()
            known = [dict(phone.acknowledged) for phone in phones]
            seen = [phone.welcomes for phone in phones]
            await server.start()
            for phone, before, welcomes in zip(phones, known, seen, strict=True):
                await phone.welcomed(welcomes)
                lost = {note for note, text in before.items() if phone.board.get(note, {}).get("text") != text}
                assert not lost, f"round {round} lost {len(lost)} of {len(before)} acknowledged notes"
            await asyncio.gather(*writing)
        total = sum(len(phone.acknowledged) for phone in phones)
        assert total == ROUNDS * PHONES * 6
        lead = await session.lead()
        assert sum(kind == "note" for kind, _, _ in lead.welcome["snapshot"]) == total, "nothing is there twice"
    await house.leave()
    await server.stop()
    assert CANARY not in server.log()


@pytest.mark.parametrize("number", range(2))
async def test_3_1_a_kill_in_the_instant_of_the_acknowledgement_loses_nothing(tmp_path: Path, number: int) -> None:
    server = Server(tmp_path)
    await server.start()
    house = House(server.url)
    async with writers(server, house) as (_, phones):
        await phones[0].write(1)
        await server.kill()
        seen = phones[0].welcomes
        await server.start()
        await phones[0].welcomed(seen)
        assert phones[0].acknowledged.items() == {(note, value["text"]) for note, value in phones[0].board.items()}
    await house.leave()
    await server.stop()
