"""One run: servers, phones, a database and a network between them, and everything that goes wrong with them."""

from __future__ import annotations

import asyncio
import gc
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any
from zlib import crc32

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.decide import Refusal, decide
from facilitation.canvas.fold import fold
from facilitation.canvas.kinds import NoteKind
from facilitation.rooms.answers import Accepted, Refused
from facilitation.rooms.ports import Entry
from facilitation.rooms.room import actor_name
from facilitation.store.memory import MemoryChangeLog
from tests.given import CREATE, DOOR, LEAD, NOW, WHOLE, keys, seat, through
from tests.simulation import silence
from tests.simulation.check import check, who_is_here
from tests.simulation.database import Database
from tests.simulation.fate import fate
from tests.simulation.ledger import Ledger
from tests.simulation.network import Link
from tests.simulation.oracle import CANARY, Oracle
from tests.simulation.phones import Phone, headers_of
from tests.simulation.tight import Tight
from tests.simulation.twin_page import TwinPage
from tests.simulation.twin_store import TwinStore
from tests.simulation.virtual import VirtualLoop, finish
from tests.simulation.weather import Weather
from tests.simulation.workers import Worker

LAST_EVENTS = 60
QUIET_WITHIN_S = 150
HTTP_ATTEMPTS = 60
DELETED = 0.2
MEETINGS = 15
EVERYWHERE = tuple(stage.key for stage in WHOLE.stages)
BEGUN = (("welcome",), ("welcome", "partners"), (*EVERYWHERE, "partners"), (*EVERYWHERE, "partners"))
"""Where a session begins: at the first stage, while notes are written, or after each stage has been seen once."""

SEATS = tuple(f"person-{number:04}" for number in range(6))


class FoundError(Exception):
    """The checker found something; the text says what, and what happened before."""


@cache
def beginning(people: int, stages: tuple[str, ...]) -> tuple[Entry, ...]:
    """The first entries of a session in which so many have a seat, and which went through these stages."""
    partners = [id for id, _ in CREATE.partners]
    given: list[tuple[c.Command, Any]] = [(replace(CREATE, guide=WHOLE), LEAD)]
    given += [(c.Join(person, partners[index % len(partners)]), DOOR) for index, person in enumerate(SEATS[:people])]
    given += through(*stages)
    if len(stages) > 2:
        given += [
            (c.AddNote(f"begin-{kind}-{number}", kind, f"{kind} {number}"), seat(SEATS[number]))
            for kind in (NoteKind.NEED, NoteKind.OFFER, NoteKind.NEEDED, NoteKind.HARD)
            for number in range(2)
        ]
        given.append((c.OpenNotes(), LEAD))
    canvas, entries = Canvas(), list[Entry]()
    for number, (command, actor) in enumerate(given):
        changes = decide(canvas, command, actor, NOW)
        assert not isinstance(changes, Refusal)
        canvas = fold(canvas, changes)
        for change in changes:
            entries.append(Entry(len(entries) + 1, NOW, f"begin-{number:04}", actor_name(actor), change))
    return tuple(entries)


class World:
    """Everything of one seed. With `node` the real JavaScript takes part, see `Node.takes`."""

    def __init__(self, seed: int, node: Any = None) -> None:
        self.seed, self.node = seed, node
        self.real = node is not None and node.takes(seed)
        if self.real:
            node.reset(seed)
        self.rng = Random(seed)
        self.weather = Weather.drawn(Random(f"weather {seed}"))
        self.tight = Tight.drawn(Random(f"tight {seed}"))
        self.loop = VirtualLoop()
        self.session_id = CREATE.session
        self.partners = [id for id, _ in CREATE.partners]
        self.over = False
        self.events: deque[str] = deque(maxlen=LAST_EVENTS)
        self.problems: list[str] = []
        self.links: list[Link] = []
        self.stores: list[tuple[str, TwinStore]] = []
        self.removable: str | None = None
        self.fingerprint = 0
        self.tell: Callable[[str], None] = lambda line: None
        self._numbers: dict[str, int] = {}
        self.oracle = Oracle(self.fail)
        self.ledger = Ledger(self)
        log = MemoryChangeLog()
        self.database = Database(log, self.oracle.committed)
        self._begin(log)
        self.workers: list[Worker] = []
        for number in range(self.rng.choice((2, 2, 3))):
            self.workers.append(Worker(self, number))
        self.phones = self._people()

    # --- for the others ---

    def now(self) -> int:
        """Milliseconds since 1970, as it truly is."""
        return NOW + int(self.loop.time() * 1000)

    def number(self, what: str) -> int:
        """1, 2, 3 … for each kind of thing."""
        self._numbers[what] = self._numbers.get(what, 0) + 1
        return self._numbers[what]

    def new_id(self) -> str:
        """An id as a page makes them."""
        return f"id-{self.number('id'):08}"

    def new_canary(self) -> str:
        """A mark that no other text has."""
        return f"zz{self.number('canary')}zz"

    def trace(self, event: str) -> None:
        """Remember what happened, for whoever has to understand a failure."""
        line = f"{self.loop.time():9.3f}  {event}"
        self.events.append(line)
        self.tell(line)
        self.fingerprint = crc32(line.encode(), self.fingerprint)

    def fail(self, problem: str) -> None:
        """The checker found something."""
        self.trace(f"PROBLEM {problem}")
        self.problems.append(problem)

    def new_page(self, phone: Phone) -> Any:
        """A page on this phone."""
        return self.node.page(phone) if self.real else TwinPage(phone)

    # --- the run ---

    def run(self) -> None:
        """Play it to the end.

        Raises:
            FoundError: something did not hold.
        """
        was_on = gc.isenabled()
        gc.disable()  # rooms are found by weak reference: when they go must not depend on chance
        asyncio.set_event_loop(None)
        self.loop.set_exception_handler(self._unhandled)
        try:
            with silence.listening(self._logged), self.tight.applied():
                self.loop.run_until_complete(self._story())
            if self.node is not None and not self.real:
                self.node.replay(self)
        finally:
            self.over = True
            for task in asyncio.all_tasks(self.loop):
                if (work := task.get_coro()).cr_frame and not work.cr_running and work.cr_await is None:
                    work.close()  # of a process that died before it began
            self.loop.close()
            if was_on:
                gc.enable()
        if self.problems:
            raise FoundError(self.report())

    def report(self) -> str:
        """What was found, and the last events."""
        problem = self.problems[0] if self.problems else "no problem was found"
        return "\n".join([f"seed {self.seed}: {problem}", *self.events])

    async def _story(self) -> None:
        for phone in self.phones:
            self.loop.call_later(self.rng.random() * 2.0, phone.begin)
        seconds = 12.0 + self.rng.random() * 18.0
        acts = [self.loop.create_task(self._live(phone, seconds)) for phone in self.phones]
        acts.append(self.loop.create_task(self._join_late(SEATS[-1])))
        acts.append(self.loop.create_task(fate(self, seconds)))
        await asyncio.wait(acts)
        for act in acts:
            act.result()
        if self.problems:
            return
        await self._heal()
        if not self.problems:
            check(self)
        if not self.problems and self.rng.random() < DELETED:
            await self._delete()

    async def _live(self, phone: Phone, seconds: float) -> None:
        end, pace = self.loop.time() + seconds, 1.0 + self.rng.random() * 3.0
        pace = pace / 3 if phone.role == "lead" else pace
        while not self.problems:
            await asyncio.sleep(self.rng.expovariate(1 / pace))
            if self.loop.time() > end:
                return
            phone.act()

    async def _join_late(self, person: str) -> None:
        """Somebody comes in at the door later: over HTTP, so it is asked once more when no answer comes."""
        await asyncio.sleep(3.0 + self.rng.random() * 8.0)
        command, id = c.Join(person, self.rng.choice(self.partners)), self.new_id()
        if isinstance(await self._submit(id, command, DOOR), Accepted):
            phone = Phone(self, "late", "seat", person, headers_of(self.session_id, "seat", f"secret-{person}"))
            self.phones.append(phone)
            phone.begin()
            await self._live(phone, 8.0)

    async def _submit(self, id: str, command: c.Command, actor: Any) -> Any:
        """Give a command over HTTP to one server after another, until it is answered for good."""
        for _ in range(HTTP_ATTEMPTS):
            worker = self.rng.choice(self.workers)
            answer = self.loop.create_future()

            async def ask(worker: Worker = worker, answer: asyncio.Future[Any] = answer) -> None:
                room = await worker.rooms.get(self.session_id)
                result = await room.submit(id, command, actor) if room else None
                if not answer.done():
                    answer.set_result(result)

            if worker.alive:
                asking = worker.process.start(ask())
                asking.add_done_callback(lambda task: task.cancelled() or task.exception())
            await asyncio.wait([answer], timeout=4.0)
            result = answer.result() if answer.done() else None
            if isinstance(result, Accepted | Refused):
                return result
        return None

    async def _heal(self) -> None:
        """No more faults: everybody comes back, something is said once more, and then it is quiet."""
        self.trace("healing")
        self.weather.clear_up()
        for worker in self.workers:
            worker.process.fuse = None
        for link in self.links:
            link.lossy = False
            link.flow()
        for phone in self.phones:
            if phone.away or phone.page is None:
                phone.begin()
        await asyncio.sleep(6.0)
        said = await self._submit(self.new_id(), c.EditSession(f"Het laatste woord {self.seed}"), LEAD)
        if not isinstance(said, Accepted):
            self.fail(f"the last word was answered {said}")
        until = self.loop.time() + QUIET_WITHIN_S
        while self.loop.time() < until and not self.problems:
            if all(self._is_quiet(phone) for phone in self.phones):
                await self._meet()
                return
            await asyncio.sleep(2.0)
        for phone in self.phones:
            if not self._is_quiet(phone):
                self.fail(f"{phone.name} is not whole again: {phone.page.view()}, the log ends at {self.oracle.head}")

    async def _meet(self) -> None:
        """Until the servers agree on who is here: what one that died had told is believed for a while."""
        for _ in range(MEETINGS):
            await asyncio.sleep(4.0)
            if who_is_here(self) is None:
                return

    async def _delete(self) -> None:
        """The session is deleted on one server: it ends on all of them, on every page and on the disk."""
        self.weather.counts["deleted"] += 1
        worker = self.rng.choice(self.workers)
        await worker.process.start(worker.rooms.delete(self.session_id))
        await asyncio.sleep(6.0)
        if self.session_id in self.database.log.kept:
            self.fail("the session was deleted, and is on the disk")
        for phone in self.phones:
            if phone.page.view()["state"] not in ("ended", "refused"):
                self.fail(f"the session was deleted, and {phone.name} was not told")
        for other in self.workers:
            if self.session_id in other.rooms._living:
                self.fail(f"the session was deleted, and {other.process.name} holds it")

    def _is_quiet(self, phone: Phone) -> bool:
        view = phone.page.view()
        if view["state"] in ("refused", "ended"):
            return True
        waits = any(item["state"] == "waiting" for item in view["items"])
        return view["state"] == "connected" and not waits and view["seq"] == self.oracle.head and not view["behind"]

    # --- the beginning ---

    def _begin(self, log: MemoryChangeLog) -> None:
        people = self.rng.choice((2, 3, 3, 4, 5))
        self.people = SEATS[:people]
        entries = beginning(people, self.rng.choice(BEGUN))
        finish(log.begin(self.session_id, keys(), entries))
        self.oracle.committed(entries)
        for person in (*self.people, SEATS[-1]):
            finish(self.database.archive.add_seat(self.session_id, person, f"secret-{person}"))

    def _people(self) -> list[Phone]:
        roles = [("seat", person) for person in self.people] + [("lead", None)]
        roles += [("screen", None)] if self.rng.random() < 0.6 else []
        roles += [("reader", None)] if self.rng.random() < 0.5 else []
        roles += [("lead", None)] if self.rng.random() < 0.15 else []
        phones = []
        for number, (role, person) in enumerate(roles):
            secret = f"secret-{person}" if person else keys().reader_token
            headers = headers_of(self.session_id, role, secret)
            phones.append(Phone(self, f"{role}-{number}", role, person, headers))
        if len(self.people) > 2 and self.rng.random() < 0.3:
            self.removable = self.people[-1]
        return phones

    def _unhandled(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error, future = context.get("exception"), context.get("future")
        # An answer that nobody hears because whoever had asked is dead is no news; a task that failed is.
        if error is None or self.over or (future is not None and not isinstance(future, asyncio.Task)):
            return
        where = "".join(traceback.format_tb(error.__traceback__))
        self.fail(f"nobody caught {error!r} ({context['message']})\n{where}")

    def _logged(self, line: str) -> None:
        if CANARY.search(line):
            self.fail(f"somebody's words in the log: {line}")
