"""`facilitation serve --workers N`: one port, several processes, and connections by polling that stay whole."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families

from tests.serving import House, Line, Session

ROOT = Path(__file__).parents[2]
WORKERS = 2
SOON_S, LOOK_S = 60.0, 0.05


class Serving:
    """The command, running."""

    def __init__(self, process: asyncio.subprocess.Process, url: str, said: str) -> None:
        self.process = process
        self.house = House(url)
        self.said = said

    def workers(self) -> set[int]:
        """The process ids of the workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return {int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()}

    def files_of_numbers(self) -> set[str]:
        """The files in which the workers count."""
        (worker, *_) = self.workers()
        given = Path(f"/proc/{worker}/environ").read_text().split("\0")
        (directory,) = (each.partition("=")[2] for each in given if each.startswith("PROMETHEUS_MULTIPROC_DIR="))
        return {path.name for path in Path(directory).glob("*.db")}

    async def stop_well(self, number: signal.Signals) -> str:
        """Stop it, which is to go well; returns what it said since it was ready."""
        self.process.send_signal(number)
        rest, _ = await asyncio.wait_for(self.process.communicate(), SOON_S)
        assert self.process.returncode == 0
        assert "Speelveld is gestopt" in rest.decode()
        assert "Traceback" not in rest.decode()
        return rest.decode()


@asynccontextmanager
async def served(env: Mapping[str, str]) -> AsyncIterator[Serving]:
    """`facilitation serve --workers 2`, when it has shown the links."""
    command = (sys.executable, "-m", "facilitation", "serve", "--workers", str(WORKERS))
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    said = ""
    try:
        async with asyncio.timeout(60):
            while "Ctrl-C" not in said:
                line = await process.stdout.readline()
                assert line, said
                said += line.decode()
        serving = Serving(process, f"http://127.0.0.1:{env['PORT']}", said)
        yield serving
        await serving.house.leave()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.communicate()


def alive(pids: set[int]) -> set[int]:
    """Which of these processes are there."""
    return {pid for pid in pids if Path(f"/proc/{pid}").exists()}


async def eventually(happened: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    for _ in range(int(SOON_S / LOOK_S)):
        if happened():
            return
        await asyncio.sleep(LOOK_S)
    raise AssertionError("it did not happen")


async def test_all_answer_on_one_port_and_stop_together(env: dict[str, str]) -> None:
    async with served(env) as serving:
        assert "2 processen zonder Redis" in serving.said
        assert serving.said.count("/sign-in?key=") == 1
        workers = serving.workers()
        assert len(workers) == WORKERS
        session = await serving.house.session("Moeder")
        await session.lead()
        said = await serving.stop_well(signal.SIGINT)
        assert "opnieuw gestart" not in said
        assert not alive(workers)


async def test_6_5_connections_by_polling_and_those_that_move_up_stay_whole(
    env: dict[str, str], tmp_path: Path
) -> None:
    # Too long for a Unix socket: its address has 107 bytes.
    temporary = tmp_path / ("t" * 90)
    temporary.mkdir()
    async with served({**env, "TMPDIR": str(temporary)}) as serving:
        session = await serving.house.session("Moeder")
        lead = await session.begin_writing()
        phones = [await session.join() for _ in range(9)]
        transports = ("polling", "polling+websocket", "websocket")
        lines = [
            await phone.session.house.connect(phone.browser, session.auth("seat"), transport=transports[number % 3])
            for number, phone in enumerate(phones)
        ]
        for number, line in enumerate(lines):
            for turn in range(5):
                seq = await line.done("note.add", note=f"note-{number}-{turn:04}", kind="wish", text="Samen")
        for line in (lead, *lines):
            await asyncio.wait_for(line.up_to(seq), SOON_S)
        assert {line.transport for line in lines} == {"polling", "websocket"}
        assert [line.transport for line in lines[1::3]] == ["websocket"] * 3, "these moved up"


async def test_a_worker_that_dies_or_stands_still_is_started_again_and_takes_nothing_with_it(
    env: dict[str, str],
) -> None:
    async with served(env) as serving:
        session = await serving.house.session("Moeder")
        await session.begin_writing()
        line = await (await session.join()).connect()
        for turn in range(3):
            await line.done("note.add", note=f"note-{turn:04}", kind="wish", text="Samen")
        await numbers(session, {"connections": 1, "commands_total": 5})
        before, files = serving.workers(), serving.files_of_numbers()
        still, *killed = before
        os.kill(still, signal.SIGSTOP)
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        async with asyncio.timeout(SOON_S):
            await line.ended()
            await eventually(lambda: len(serving.workers() - before) == WORKERS)
            lead = await _again(session)
        # What the dead ones counted counts, and who was with them is not there.
        await numbers(session, {"connections": 0, "commands_total": 5})
        assert serving.files_of_numbers() <= files, "the dead leave nothing behind"
        assert sum(kind == "note" for kind, _, _ in lead.welcome["snapshot"]) == 3
        said = await serving.stop_well(signal.SIGTERM)
        for place in range(1, WORKERS + 1):
            assert f"Proces {place} is gestopt (code -9)" in said


async def numbers(session: Session, wanted: dict[str, float]) -> None:
    """Wait until every worker says so of the phones and of the commands that were good; it may lag by a second."""
    in_a_row = 0
    async with asyncio.timeout(SOON_S):
        while in_a_row < 2 * WORKERS:
            seats, good = await number(session, "connections", "seat"), await number(session, "commands_total", "ok")
            in_a_row = in_a_row + 1 if {"connections": seats, "commands_total": good} == wanted else 0


async def number(session: Session, name: str, label: str) -> float:
    """One of the numbers of /metrics, over a connection of its own; 0 when there is none."""
    async with httpx.AsyncClient() as browser:
        families = text_string_to_metric_families((await browser.get(f"{session.house.url}/metrics")).text)
        samples = [sample for family in families for sample in family.samples]
    wanted = f"speelveld_{name}"
    return sum(sample.value for sample in samples if sample.name == wanted and label in sample.labels.values())


async def _again(session: Session) -> Line:
    """The facilitator's line, as soon as somebody answers."""
    while True:
        try:
            assert (await session.host.get("/api/me")).json()["facilitator"]
            return await session.lead()
        except (httpx.TransportError, AssertionError):
            await asyncio.sleep(LOOK_S)


async def test_workers_stop_when_their_parent_is_killed(env: dict[str, str]) -> None:
    async with served(env) as serving:
        workers = serving.workers()
        serving.process.kill()
        await serving.process.wait()
        await eventually(lambda: not alive(workers))
