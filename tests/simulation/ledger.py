"""Who asked what and what they were answered, as it went over the wires."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from facilitation.canvas.decide import Refusal, decide
from facilitation.canvas.views import Actor, Role
from facilitation.rooms import protocol
from facilitation.rooms.protocol import SetReady

if TYPE_CHECKING:
    from tests.simulation.phones import Phone
    from tests.simulation.world import World


@dataclass
class Given:
    """One command: who gave it, how often it was sent, and where the log ended when it was sent first."""

    phone: Phone
    name: str
    args: dict[str, Any]
    command: Any
    began: int
    sent: int = 0
    accepted: int | None = None
    refused: str | None = None

    @property
    def actor(self) -> Actor:
        """As whom."""
        return Actor(Role(self.phone.role), self.phone.audience)


class Ledger:
    """Every command, by its id."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.commands: dict[str, Given] = {}
        self.kept: list[tuple[Phone, str, dict[str, Any]]] = []
        self.overtaken = 0

    def given(self, phone: Phone, body: dict[str, Any]) -> None:
        """A page sends a command, perhaps once more."""
        id = body["id"]
        if id not in self.commands:
            command = protocol.parse_command(body["name"], body["args"])
            self.commands[id] = Given(phone, body["name"], body["args"], command, self._world.oracle.head)
        given = self.commands[id]
        given.sent += 1

    def answered(self, phone: Phone, id: str, ack: Any) -> None:
        """A page hears the answer to its command."""
        given, world = self.commands[id], self._world
        seqs = world.oracle.commands.get(id)
        world.trace(f"{phone.name} hears of {given.name} {id}: {ack}")
        if ack["ok"]:
            world.weather.counts["ack"] += 1
            given.accepted = ack["seq"]
            if ack["seq"] > world.oracle.head:
                world.fail(f"{given.name} {id} was acknowledged as {ack['seq']} and the log ends before")
            elif seqs is not None:
                if seqs[-1] != ack["seq"]:
                    world.fail(f"{given.name} {id} stands in the log up to {seqs[-1]}, acknowledged as {ack['seq']}")
            elif not isinstance(given.command, SetReady):
                self._no_change(given, id, ack["seq"])
        elif ack["retry"]:
            world.weather.counts["retry"] += 1
        else:
            world.weather.counts["refused"] += 1
            given.refused = ack["code"]
            if seqs is not None:
                world.fail(f"{given.name} {id} was refused ({ack['code']}) and stands in the log as {seqs}")
            self._refusal(given, id, ack["code"])

    def _no_change(self, given: Given, id: str, seq: int) -> None:
        """Nothing had to change: so it must be at the `seq` of the answer, and not from before it was given."""
        world = self._world
        if seq < given.began:
            world.fail(f"{given.name} {id} was decided at {seq}, and given at {given.began}")
        decision = decide(world.oracle.canvases[seq], given.command, given.actor, 0)
        if decision != []:
            world.fail(f"{given.name} {id} was acknowledged at {seq}, is not in the log, and would be {decision}")

    def _refusal(self, given: Given, id: str, code: str) -> None:
        """There must be a moment since it was given at which the rules refuse it."""
        world = self._world
        if isinstance(given.command, Refusal | SetReady) or code in ("bad-request", "session-unknown"):
            return
        for canvas in reversed(world.oracle.canvases[given.began :]):
            decision = decide(canvas, given.command, given.actor, 0)
            if isinstance(decision, Refusal) and decision.code == code:
                return
        world.fail(f"{given.name} {id} was refused ({code}), and by no canvas since it was given")
