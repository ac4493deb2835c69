"""A page that is the real JavaScript: `session.js` and all that belongs to it, in Node, on the simulated network."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.simulation.network import Link
from tests.simulation.virtual import Process

if TYPE_CHECKING:
    from tests.simulation.node import Node
    from tests.simulation.phones import Phone

EVENTS = ("connect", "welcome", "changes", "presence", "bye", "connect_error", "disconnect")


class RealPage:
    """As `TwinPage`; see there. Every call tells Node what happens and carries out what the page does about it."""

    def __init__(self, phone: Phone, node: Node) -> None:
        self.phone, self._node = phone, node
        self.world = phone.world
        self.process = Process(self.world.loop, phone.name)
        self._number = self.world.number("page")
        self._links: dict[int, Link] = {}
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._said: dict[int, tuple[str, dict[str, Any]]] = {}
        self.world.weather.counts["real page"] += 1

    def begin(self) -> None:
        """Open: take up what the phone knows, and dial."""
        session = self.world.session_id
        self._tell("open", phone=self.phone.name, session=session, role=self.phone.role)

    def end(self) -> None:
        """The page is gone; what is on the phone's disk stays."""
        self._tell("end")
        self.process.kill()

    def wake(self) -> None:
        """The phone is taken in hand again."""
        self._tell("wake")

    def say(self, name: str, args: dict[str, Any]) -> None:
        """Its user presses a button."""
        token = self.world.number("said")
        self._said[token] = (name, args)
        self._tell("say", name=name, args=args, token=token)

    def again(self, note: str) -> None:
        """Its user presses "try again"."""
        self._tell("again", note=note)

    def view(self) -> dict[str, Any]:
        """What the checker looks at."""
        view: dict[str, Any] = self._node.ask(op="view", page=self._number)
        return view

    def digest(self) -> str:
        """SHA-256 of the records in canonical form, made in JavaScript."""
        digest: str = self.view()["digest"]
        return digest

    def _tell(self, op: str, **what: Any) -> None:
        if not self.process.alive:
            return
        now = self.world.now() + self.phone.skew
        for name, *did in self._node.ask(op=op, page=self._number, now=now, **what):
            getattr(self, f"_{name}")(*did)

    # --- what the page does ---

    def _dial(self, line: int, since: int | None) -> None:
        link = self._links[line] = self.phone.dial(self.process)
        for event in EVENTS:
            link.on(event, lambda body, event=event: self._tell("hear", line=line, event=event, body=body))
        link.open(self.phone.auth(since))

    def _emit(self, line: int, request: int, event: str, body: Any) -> None:
        if event == "resync":
            self.world.weather.counts["resync"] += 1
        link = self._links[line]
        link.emit(event, body, lambda answer: self._tell("answer", request=request, body=answer))

    def _close(self, line: int) -> None:
        if line in self._links:
            self._links.pop(line).close()

    def _timer(self, id: int, ms: float) -> None:
        self._timers[id] = self.process.later(ms / 1000, self._fire, id)

    def _fire(self, id: int) -> None:
        del self._timers[id]
        self._tell("fire", timer=id)

    def _cancel(self, id: int) -> None:
        self._timers.pop(id).cancel()

    def _kept(self, token: int) -> None:
        name, args = self._said.pop(token)
        if name != "ready.set":
            self.phone.kept(name, args)
