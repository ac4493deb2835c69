"""Programs that are wrong in one line, to prove that the checker would see it."""

from __future__ import annotations

import inspect
import shutil
import textwrap
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facilitation.canvas import views
from facilitation.rooms import protocol, room, seen
from facilitation.rooms.memory import Answers
from facilitation.rooms.presence import Presence
from facilitation.rooms.room import Room
from facilitation.rooms.rooms import Rooms
from facilitation.store import memory
from facilitation.store.memory import MemoryChangeLog
from tests.simulation.node import MODULES
from tests.simulation.twin_outbox import TwinOutbox
from tests.simulation.twin_store import TwinStore

Mutation = Callable[[], AbstractContextManager[None]]

COMMIT = """if draft.entries:
                        await self._log.append("""


@dataclass(frozen=True)
class Mutant:
    """One fault: its name, and what puts it into the program for as long as the context lasts."""

    name: str
    put_in: Mutation


def rewritten(owner: type, method: str, old: str, new: str) -> Mutation:
    """The method with `old`, which stands in it once, replaced by `new`."""

    @contextmanager
    def put_in() -> Iterator[None]:
        original = owner.__dict__[method]
        source = inspect.getsource(original)
        assert source.count(old) == 1, f"{owner.__name__}.{method} no longer says: {old}"
        code = textwrap.dedent(source.replace(old, new))
        space: dict[str, Any] = {}
        exec(compile(f"from __future__ import annotations\n{code}", method, "exec"), original.__globals__, space)
        setattr(owner, method, space[method])
        try:
            yield
        finally:
            setattr(owner, method, original)

    return put_in


def rewritten_function(module: Any, name: str, old: str, new: str) -> Mutation:
    """The same for a function of a module, whoever has imported it."""

    @contextmanager
    def put_in() -> Iterator[None]:
        function = getattr(module, name)
        source = inspect.getsource(function)
        assert source.count(old) == 1, f"{name} no longer says: {old}"
        space: dict[str, Any] = {}
        code = f"from __future__ import annotations\n{source.replace(old, new)}"
        exec(compile(code, name, "exec"), function.__globals__, space)
        original, function.__code__ = function.__code__, space[name].__code__
        try:
            yield
        finally:
            function.__code__ = original

    return put_in


def both(one: Mutation, other: Mutation) -> Mutation:
    """Two places that belong together."""

    @contextmanager
    def put_in() -> Iterator[None]:
        with one(), other():
            yield

    return put_in


def replaced(owner: Any, name: str, by: Any) -> Mutation:
    """`owner.name` is something else."""

    @contextmanager
    def put_in() -> Iterator[None]:
        original = owner.__dict__[name]
        setattr(owner, name, by)
        try:
            yield
        finally:
            setattr(owner, name, original)

    return put_in


async def _nothing(*_: Any) -> None:
    """Do nothing."""


async def _always(*_: Any) -> bool:
    """Say yes."""
    return True


MUTANTS = (
    Mutant(
        "acknowledges before the commit",
        rewritten(
            Room,
            "_carry_out",
            COMMIT,
            "for early, answer in draft.settled:\n                        early.settle(answer)\n                    "
            + COMMIT,
        ),
    ),
    Mutant(
        "broadcasts before the commit",
        rewritten(
            Room,
            "_carry_out",
            COMMIT,
            "if draft.entries:\n                        to = self.head + len(draft.entries)\n                        "
            "self._tell(Flush(self.head, to, tuple(draft.entries)), tuple(self._listeners))\n                    "
            + COMMIT,
        ),
    ),
    Mutant("forgets which commands it has carried out", replaced(Answers, "get", lambda *_: None)),
    Mutant("broadcasts closed notes", replaced(protocol, "view", lambda change, _: change)),
    Mutant(
        "tells everybody what is private",
        rewritten_function(views, "_words", "eyes not in seen.within", "not seen.within"),
    ),
    Mutant(
        "tells who wrote a note without a name",
        rewritten_function(views, "_words", "if not seen.named:", "if False:"),
    ),
    Mutant(
        "sends the facilitator's steps to everybody",
        rewritten_function(views, "view", "| Knock() | Step():", "| Knock():"),
    ),
    Mutant("answers a resync with closed notes", replaced(room, "view", lambda change, _: change)),
    Mutant("welcomes with closed notes", replaced(seen, "view", lambda change, _: change)),
    Mutant(
        "tells in a resync what was taken back",
        replaced(
            room,
            "_without_history",
            lambda entry, _, audience: room.replace(entry, change=room.view(entry.change, audience)),
        ),
    ),
    Mutant(
        "catches up and tells nobody",
        rewritten(Room, "_catch_up", "self._tell(flush, tuple(self._listeners))", "del flush"),
    ),
    Mutant("answers from an old canvas", replaced(Room, "_prove_head", _nothing)),
    Mutant("welcomes to an old canvas", replaced(Rooms, "_is_current", _always)),
    Mutant(
        "stamps who is ready with a clock that is behind",
        rewritten(Presence, "set_ready", ", self._logged_at)", ")"),
    ),
    Mutant(
        "writes wherever the log ends",
        rewritten(MemoryChangeLog, "append", "len(kept.entries) != head", "len(kept.entries) < head"),
    ),
    Mutant("keeps in the log what was removed", replaced(memory, "removals", lambda _: set())),
    Mutant(
        "has pages that apply changes past a gap",
        both(
            rewritten(TwinStore, "_changes", 'frame["from"] > self.seq', "False"),
            rewritten(TwinStore, "_append", "at != self.seq + 1", "at < self.seq"),
        ),
    ),
    Mutant(
        "has pages that take no answer for an answer",
        rewritten(TwinOutbox, "_send_all", "ack = None", 'ack = {"ok": True, "seq": 0}'),
    ),
)


def store_past_a_gap(directory: Path) -> Path:
    """A copy of the page's modules whose store applies changes past a gap."""
    copy = directory / "live"
    shutil.copytree(MODULES, copy, ignore=shutil.ignore_patterns("__pycache__"))
    store = copy / "canvas_store.js"
    source = store.read_text()
    for old, new in (("|| frame.from > rest.seq", ""), ("if (at !== seq + 1)", "if (at < seq)")):
        assert source.count(old) == 1, f"canvas_store.js no longer says: {old}"
        source = source.replace(old, new)
    store.write_text(source)
    return copy
