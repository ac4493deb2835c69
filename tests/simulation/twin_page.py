"""The twin of `session.js`: the store, the line and the outbox of one page, tied together."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.simulation.canonical import canonical
from tests.simulation.twin_line import ANSWER_S, BUSY_ATTEMPT, TwinLine
from tests.simulation.twin_outbox import Item, LostError, TwinOutbox, backoff
from tests.simulation.twin_store import TwinStore
from tests.simulation.virtual import Process

if TYPE_CHECKING:
    from tests.simulation.phones import Phone

DURABLE = (
    *("note.add", "note.edit", "note.remove", "note.open"),
    *("match.ask", "match.answer", "law.add", "law.edit", "law.remove", "pulse.set"),
)
RESYNCS = 5


class TwinPage:
    """One page of a phone. Its process ends when the page is reloaded."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.world = phone.world
        self.process = Process(self.world.loop, phone.name)
        chance = self.world.rng.random
        self.store = TwinStore()
        self.world.stores.append((phone.name, self.store))
        self.outbox = TwinOutbox(self.process, phone.shelf, self.world.new_id, chance)
        self.line = TwinLine(self.process, phone.dial, self, chance)
        self._chance = chance
        self._resyncing = False
        self._stage: str | None = None
        self._done: str | None = None

    def begin(self) -> None:
        """Open: take up what the phone knows, and dial."""
        if me := self.phone.shelf.marks.get("seat"):
            self._sit_down(me)
        self.process.context.run(self.line.open)

    def end(self) -> None:
        """The page is gone; what is on the phone's disk stays."""
        self.process.kill()

    def wake(self) -> None:
        """The phone is taken in hand again."""
        self.process.context.run(self.line.check)

    def say(self, name: str, args: dict[str, Any]) -> None:
        """Its user presses a button."""
        self.process.start(self._say(name, args))

    def again(self, note: str) -> None:
        """Its user presses "try again"."""
        self.process.start(self.outbox.again(note))

    def view(self) -> dict[str, Any]:
        """What the checker looks at; see `driver.mjs`."""
        items = [{"name": item.name, "args": item.args, "state": item.state} for item in self.outbox.items]
        return {"state": self.line.state, "seq": self.store.seq, "behind": self.store.behind, "items": items}

    def digest(self) -> str:
        """SHA-256 of the records in canonical form."""
        return canonical(self.store.records)

    # --- for the line ---

    def auth(self) -> dict[str, Any]:
        """The handshake."""
        return self.phone.auth(self.store.seq)

    def line_is(self, state: str) -> None:
        """Without a line the outbox waits."""
        if state != "connected":
            self.outbox.stop()

    def hear(self, event: str, body: Any) -> None:
        """A frame has come."""
        if event == "presence":
            return
        whole = (self.store.welcome(body) if event == "welcome" else self.store.changes(body)) == "ok"
        self._moved()
        if event == "welcome" and body["me"] is not None:
            self._sit_down(body["me"])
            self.outbox.start(self._deliver)
            if self._done is not None and self._done == self._stage:
                self.process.start(self._direct("ready.set", {"ready": True}, False))
        if not whole:
            self.process.start(self._resync())

    # --- inside ---

    def _sit_down(self, me: str) -> None:
        self.phone.shelf.marks["seat"] = me
        self._done = self.phone.shelf.marks.get("ready")
        self.outbox.open(f"{self.world.session_id}/{me}")

    async def _deliver(self, item: Item) -> Any:
        return await self.line.request("command", {"id": item.id, "name": item.name, "args": item.args})

    def _moved(self) -> None:
        self.outbox.settle(self.store.seq or 0)
        session = self.store.one("session")
        stage = session["stage"] if session else None
        if stage != self._stage:
            if self._stage is not None:
                self._say_ready(None)
            self._stage = stage

    def _say_ready(self, stage: str | None) -> None:
        self._done = self.phone.shelf.marks["ready"] = stage

    async def _say(self, name: str, args: dict[str, Any]) -> None:
        if name == "ready.set":
            self._say_ready(self._stage if args["ready"] else None)
            await self._direct(name, args, False)
        elif self.phone.role == "seat" and name in DURABLE:
            await self.outbox.add(name, self._completed(name, args))
            self.phone.kept(name, args)
        else:
            await self._direct(name, args, True)

    def _completed(self, name: str, args: dict[str, Any]) -> dict[str, Any]:
        records = self.store.records
        if name == "note.add":
            board = records.get("board", {}).get("board") or {"open": []}
            return {"closed": args["kind"] not in board["open"], **args}
        known = records.get("note", {}).get(args["note"]) if name == "note.edit" else None
        return {"kind": known["kind"], **args} if known else args

    async def _direct(self, name: str, args: dict[str, Any], patient: bool) -> None:
        id, until, attempt = self.world.new_id(), self.world.loop.time() + ANSWER_S, 0
        while (left := until - self.world.loop.time()) > 0:
            try:
                ack = await self.line.request("command", {"id": id, "name": name, "args": args}, left)
                if ack and (ack["ok"] or ack["retry"] is False):
                    return
            except LostError:
                pass
            if not patient or self.line.state in ("refused", "ended"):
                return
            await asyncio.sleep(min(backoff(attempt, self._chance()), max(0.0, until - self.world.loop.time())))
            attempt += 1

    async def _resync(self) -> None:
        if self._resyncing:
            return
        self._resyncing = True
        since = self.store.seq
        try:
            for _ in range(RESYNCS):
                frame = await self.line.request("resync", {"since": since})
                if not frame or not isinstance(frame.get("seq"), int):
                    break
                self.world.weather.counts["resync"] += 1
                whole = self.store.welcome(frame, since, resync=True) == "ok"
                self._moved()
                if whole:
                    break
                since = None if self.store.seq == since else self.store.seq
        except LostError:
            pass
        finally:
            self._resyncing = False
        if self.line.state == "connected" and self.store.behind:
            self.process.later(backoff(BUSY_ATTEMPT, self._chance()), self._resync_if_behind)

    def _resync_if_behind(self) -> None:
        if self.line.state == "connected" and self.store.behind:
            self.process.start(self._resync())
