"""The wire, protocol 1: limits, how messages are read and how bodies are made (see `docs/protocol.md`).

Bodies hold records as they are: `encode` writes them (orjson knows dataclasses), so nothing is copied first.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from facilitation.canvas.commands import WIRE_COMMANDS, Command
from facilitation.canvas.decide import Refusal
from facilitation.canvas.records import Change
from facilitation.canvas.views import PUBLIC, Actor, Role, readers, view, watching
from facilitation.rooms.answers import Flush, Since, Snapshot
from facilitation.rooms.ports import Entry
from facilitation.rooms.presence import Attendance

VERSION = 1
MAX_MESSAGE_BYTES = 64 * 1024

_ID = re.compile(r"[A-Za-z0-9_-]{8,40}")
_ID_ARGUMENTS = frozenset(
    {"note", "on", "partner", "participant", "law", "match", "need", "offer", "agreement", "asked"}
)


@dataclass(frozen=True, slots=True)
class SetReady:
    """`ready.set`, given by a seat: presence, so it is in no log. Goes to `room.presence.set_ready`."""

    ready: bool


WireCommand = Command | SetReady
"""Everything that a client may ask."""

_BY_NAME: Mapping[str, type[Any]] = {**WIRE_COMMANDS, "ready.set": SetReady}


@dataclass(frozen=True, slots=True)
class Request:
    """One `command` message: its id and what it wants."""

    id: str
    command: WireCommand


@dataclass(frozen=True, slots=True)
class Bodies:
    """One flush as each audience may see it: `public` for everybody but the keys of `private`, who get theirs.

    Each is the encoded body of one `changes` event with all entries of the flush; the keys of `private` are the eyes
    (`Actor.eyes`) that see more in it than the public does.
    """

    public: bytes
    private: Mapping[str, bytes]


def is_id(text: object) -> bool:
    """Whether this is an id: 8–40 characters out of `A–Z a–z 0–9 _ -`."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def parse_request(body: object) -> Request | Refusal:
    """The `command` message that a client sent, or a refusal (`unknown-command`, `bad-request`)."""
    if not isinstance(body, Mapping) or not is_id(body.get("id")):
        return Refusal("bad-request")
    command = parse_command(body.get("name"), body.get("args"))
    return command if isinstance(command, Refusal) else Request(body["id"], command)


def parse_command(name: object, args: object) -> WireCommand | Refusal:
    """The command that a client sent, or a refusal (`unknown-command`, `bad-request`).

    `args` may be left out (None). Arguments that the command does not know are left aside; nothing is converted:
    "1" is not 1.
    """
    if not isinstance(name, str) or name not in _BY_NAME:
        return Refusal("unknown-command")
    if not isinstance(args, Mapping | None):
        return Refusal("bad-request")
    adapter, fields = _reader(name)
    given = {field: _sendable(args[wire]) for wire, field in fields.items() if wire in args} if args else {}
    if any(not is_id(given[field]) for field in _ID_ARGUMENTS & given.keys() if given[field] is not None):
        return Refusal("bad-request")
    try:
        # By way of JSON, where strict means: a name for an enumeration, and otherwise the very type.
        command: WireCommand = adapter.validate_json(orjson.dumps(given), strict=True)
    except (ValidationError, TypeError):
        return Refusal("bad-request")
    return command


@cache
def _reader(name: str) -> tuple[TypeAdapter[Any], Mapping[str, str]]:
    """How the command `name` is read: its adapter, and its fields by the name of the argument on the wire."""
    cls = _BY_NAME[name]
    return TypeAdapter(cls), {field.name.rstrip("_"): field.name for field in dataclasses.fields(cls)}


def _sendable(value: object) -> object:
    """The value without halves of surrogate pairs, which some keyboards leave behind and JSON cannot carry."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return value


def changes_for(flush: Flush, now: int) -> Bodies:
    """Encode one flush for everybody: each entry once for the public, and once more for whom it concerns."""
    public = [_line(entry, PUBLIC) for entry in flush.entries]
    own: defaultdict[str, list[tuple[int, bytes]]] = defaultdict(list)
    for index, entry in enumerate(flush.entries):
        for eyes in readers(entry.change):
            own[eyes].append((index, _line(entry, watching(eyes))))
    head = b'{"from":%d,"to":%d,"now":%d,"changes":[' % (flush.from_, flush.to, now)
    private: dict[str, bytes] = {}
    for eyes, lines in own.items():
        theirs = list(public)
        for index, line in lines:
            theirs[index] = line
        private[eyes] = head + b",".join(theirs) + b"]}"
    return Bodies(head + b",".join(public) + b"]}", private)


def welcome(me: str | None, role: Role, news: Snapshot | Since, now: int) -> dict[str, Any]:
    """The body of `welcome`, also the answer to `resync`. `me` is the participant of a seat."""
    body: dict[str, Any] = {"protocol": VERSION, "me": me, "role": role, "seq": news.seq, "now": now}
    if isinstance(news, Snapshot):
        return {**body, "snapshot": orjson.Fragment(news.records)}
    return {**body, "changes": [_told(entry.seq, entry.change) for entry in news.entries]}


def presence(attendance: Attendance, role: Role) -> dict[str, Any]:
    """The body of `presence`; `who` is for the lead alone."""
    counts = {"people": attendance.people, "present": attendance.present, "ready": attendance.ready}
    return {**counts, "who": attendance.who} if role is Role.LEAD else counts


def encode(body: Any) -> bytes:
    """The body as JSON in UTF-8."""
    return orjson.dumps(body)


def _line(entry: Entry, audience: Actor) -> bytes:
    return orjson.dumps(_told(entry.seq, view(entry.change, audience)))


def _told(seq: int, change: Change) -> list[Any]:
    return [seq, change.kind, change.id, change.value]
