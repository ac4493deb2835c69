"""The twin of `outbox.js`: what was said on this phone and not answered, sent in order under the same id."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from tests.simulation.virtual import Process

Deliver = Callable[["Item"], Awaitable[Any]]


class LostError(Exception):
    """No answer came."""


@dataclass(frozen=True)
class Item:
    """One thing that was said."""

    id: str
    name: str
    args: dict[str, Any]
    state: str = "waiting"
    seq: int | None = None
    code: str = ""


@dataclass
class Shelf:
    """What a phone keeps over a reload: the outbox by owner, and small marks."""

    items: dict[str, dict[str, Item]] = field(default_factory=dict)
    marks: dict[str, str | None] = field(default_factory=dict)

    def all(self, owner: str) -> list[Item]:
        """Everything that `owner` left, in order."""
        return list(self.items.get(owner, {}).values())


def backoff(attempt: int, chance: float) -> float:
    """Seconds before attempt `attempt`, as `clock.js` has it."""
    return float(min(8_000, 300 * 2 ** min(attempt, 10) * (0.5 + chance)) / 1000)


def merged(add: dict[str, Any], later: Item) -> dict[str, Any]:
    """A `note.add` that also says what was said about its note afterwards."""
    if later.name == "note.edit":
        named = {"named": later.args["named"]} if "named" in later.args else {}
        return {**add, "text": later.args["text"], "kind": later.args.get("kind") or add.get("kind"), **named}
    return {**add, "closed": False} if later.name == "note.open" else add


class TwinOutbox:
    """The outbox of one page."""

    def __init__(self, process: Process, shelf: Shelf, new_id: Callable[[], str], chance: Callable[[], float]) -> None:
        self._process, self._shelf, self._new_id, self._chance = process, shelf, new_id, chance
        self.items: list[Item] = []
        self.owner = ""
        self._reached = 0
        self._deliver: Deliver | None = None
        self._draining = False
        self._waker: asyncio.Event | None = None

    def open(self, owner: str) -> None:
        """Take up what this owner left; what was said before is theirs."""
        if owner == self.owner:
            return
        typed = self.items if self.owner == "" else []
        self.owner = owner
        stored = self._shelf.all(owner)
        known = {item.id for item in stored}
        newer = [item for item in typed if item.id not in known]
        self.items = [*stored, *newer]
        for item in newer:
            self._store(item)
        self._drain()

    async def add(self, name: str, args: dict[str, Any]) -> None:
        """Done when it is on the phone's disk."""
        refused = self._refused_about(args["note"]) if "note" in args else []
        add = next((item for item in refused if item.name == "note.add"), None)
        if add and name == "note.remove":
            self._remove(refused)
            return
        item = Item(self._new_id(), name, args)
        if add:
            item = Item(item.id, "note.add", merged(add.args, item))
        await self._replace(refused, item)

    async def again(self, note: str) -> None:
        """Send what was refused about this note once more."""
        refused = self._refused_about(note)
        if not refused:
            return
        last = refused[-1]
        if last.name == "note.edit" and last.code == "note-unknown":
            args = {"note": self._new_id(), "kind": last.args.get("kind"), "text": last.args["text"], "closed": True}
            await self._replace(refused, Item(self._new_id(), "note.add", args))
        else:
            await self._replace(refused, Item(self._new_id(), last.name, last.args))

    def start(self, deliver: Deliver) -> None:
        """The line is there."""
        self._deliver = deliver
        self._wake()
        self._drain()

    def stop(self) -> None:
        """The line is gone."""
        self._deliver = None
        self._wake()

    def settle(self, seq: int) -> None:
        """Changes up to `seq` have come in."""
        self._reached = seq
        self.items = [item for item in self.items if item.state != "sent" or (item.seq or 0) > seq]

    def _wake(self) -> None:
        if self._waker:
            self._waker.set()

    def _refused_about(self, note: str) -> list[Item]:
        return [item for item in self.items if item.state == "refused" and item.args.get("note") == note]

    def _next(self) -> Item | None:
        return next((item for item in self.items if item.state == "waiting"), None)

    def _drain(self) -> None:
        if self._draining or self.owner == "" or self._deliver is None or self._next() is None:
            return
        self._draining = True
        self._process.start(self._send_all())

    async def _send_all(self) -> None:
        attempt = 0
        while (deliver := self._deliver) and (item := self._next()):
            try:
                ack = await deliver(item)
            except LostError:
                ack = None
            if ack and ack["ok"]:
                attempt = 0
                self._sent(item.id, ack["seq"])
            elif ack and ack["retry"] is False:
                attempt = 0
                self._refused(item.id, ack["code"])
            elif self._deliver is deliver:
                await self._pause(backoff(attempt, self._chance()))
                attempt += 1
        self._draining = False
        self._drain()

    async def _pause(self, seconds: float) -> None:
        self._waker = asyncio.Event()
        timer = self._process.later(seconds, self._waker.set)
        await self._waker.wait()
        timer.cancel()

    def _sent(self, id: str, seq: int) -> None:
        self.items = [replace(item, state="sent", seq=seq) if item.id == id else item for item in self.items]
        self.settle(self._reached)
        self._unstore(id)

    def _refused(self, id: str, code: str) -> None:
        item = next((each for each in self.items if each.id == id), None)
        if item is None:
            return
        later = (
            [
                each
                for each in self.items
                if each.state == "waiting" and each.id != id and each.args.get("note") == item.args["note"]
            ]
            if item.name == "note.add"
            else []
        )
        if any(each.name == "note.remove" for each in later):
            self._remove([item, *later])
            return
        args = item.args
        for each in later:
            args = merged(args, each)
        refused = replace(item, args=args, code=code, state="refused")
        self.items = [refused if each.id == id else each for each in self.items if each not in later]
        self._store(refused)
        self._remove(later)

    async def _replace(self, old: list[Item], new: Item) -> None:
        self.items = [*(item for item in self.items if item not in old), new]
        self._drain()
        await asyncio.sleep(self._chance() * 0.02)  # the phone's disk
        if any(item.id == new.id and item.state != "sent" for item in self.items):
            self._store(next(item for item in self.items if item.id == new.id))
        self._remove(old)

    def _remove(self, items: list[Item]) -> None:
        ids = [item.id for item in items]
        self.items = [item for item in self.items if item.id not in ids]
        for id in ids:
            self._unstore(id)

    def _store(self, item: Item) -> None:
        if self.owner:
            self._shelf.items.setdefault(self.owner, {})[item.id] = item

    def _unstore(self, id: str) -> None:
        self._shelf.items.get(self.owner, {}).pop(id, None)
