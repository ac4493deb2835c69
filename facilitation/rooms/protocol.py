"""The wire, protocol 1: limits, how messages are read and how bodies are made (see `docs/protocol.md`).

Bodies hold records as they are: `encode` writes them (orjson knows dataclasses), so nothing is copied first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from facilitation.canvas.commands import Command
from facilitation.canvas.decide import Refusal
from facilitation.canvas.views import Role
from facilitation.rooms.ports import Entry
from facilitation.rooms.presence import Attendance
from facilitation.rooms.room import Flush, Since, Snapshot

VERSION = 1
MAX_MESSAGE_BYTES = 64 * 1024
MAX_SINCE = 1_000


@dataclass(frozen=True, slots=True)
class SetReady:
    """`ready.set`, given by a seat: presence, so it is in no log. Goes to `room.presence.set_ready`."""

    ready: bool


@dataclass(frozen=True, slots=True)
class RotateDoor:
    """`door.rotate`, given by the lead: new code and join token. Goes to `Archive.rotate_door`."""


@dataclass(frozen=True, slots=True)
class Frames:
    """One flush as each audience may see it: `public` for everybody but the keys of `private`, who get theirs."""

    public: tuple[Entry, ...]
    private: Mapping[str, tuple[Entry, ...]]


def is_id(text: object) -> bool:
    """Whether this is an id: 8–40 characters out of `A–Z a–z 0–9 _ -`."""
    raise NotImplementedError


def parse_command(name: object, args: object) -> Command | SetReady | RotateDoor | Refusal:
    """The command that a client sent, or a refusal (`unknown-command`, `bad-request`)."""
    raise NotImplementedError


def frames_for(flush: Flush) -> Frames:
    """Redact one flush for everybody, each entry once."""
    raise NotImplementedError


def welcome(me: str | None, role: Role, news: Snapshot | Since, now: int) -> dict[str, Any]:
    """The body of `welcome`, also the answer to `resync`."""
    raise NotImplementedError


def changes(from_: int, to: int, entries: tuple[Entry, ...], now: int) -> dict[str, Any]:
    """The body of `changes`."""
    raise NotImplementedError


def presence(attendance: Attendance, role: Role) -> dict[str, Any]:
    """The body of `presence`; `who` is for the lead alone."""
    raise NotImplementedError


def encode(body: Mapping[str, Any]) -> bytes:
    """The body as JSON in UTF-8."""
    raise NotImplementedError
