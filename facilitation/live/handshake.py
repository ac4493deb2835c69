"""Letting a connection in, or saying why not (protocol 1.1–1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from facilitation.canvas.guides import LANGUAGES
from facilitation.canvas.views import Actor, Role
from facilitation.live.identity import Credentials, Identities
from facilitation.locale import best_language
from facilitation.rooms import protocol
from facilitation.rooms.room import Room
from facilitation.rooms.rooms import Rooms

_ASKABLE = {str(role): role for role in (Role.LEAD, Role.SCREEN, Role.SEAT, Role.READER)}

_SITS = {Role.LEAD: False, Role.SCREEN: False, Role.SEAT: True, Role.READER: True}


class NotLetInError(Exception):
    """The handshake is refused; `code` is one of protocol 1.2."""

    def __init__(self, code: str, language: str) -> None:
        super().__init__(code)
        self.code = code
        self.language = language


@dataclass(frozen=True, slots=True)
class Wish:
    """What a handshake asks for."""

    session: str
    role: Role
    since: int | None
    language: str


def read_wish(auth: object, accepted: str | None) -> Wish:
    """Read the handshake's `auth`; `accepted` is the `Accept-Language` header.

    Raises:
        NotLetInError: `protocol-unknown` or `bad-request`.
    """
    fields: Mapping[str, Any] = auth if isinstance(auth, Mapping) else {}
    asked = fields.get("language")
    language = asked if isinstance(asked, str) and asked in LANGUAGES else best_language(accepted)
    if fields.get("protocol") != protocol.VERSION or isinstance(fields.get("protocol"), bool):
        raise NotLetInError("protocol-unknown" if "protocol" in fields else "bad-request", language)
    session, role, since = fields.get("session"), fields.get("role"), fields.get("since")
    counts = since is None or (isinstance(since, int) and not isinstance(since, bool) and since >= 0)
    if not isinstance(session, str) or not isinstance(role, str) or role not in _ASKABLE or not counts:
        raise NotLetInError("bad-request", language)
    return Wish(session, _ASKABLE[role], since, language)


@dataclass(frozen=True, slots=True)
class Admission:
    """The room, who this is in it, and what they owe that to: their seat, the `link` they came by (the team's, or the
    one to lead along), or (neither) the key."""

    room: Room
    actor: Actor
    seat: str | None = None
    link: str | None = None


async def let_in(wish: Wish, credentials: Credentials, identities: Identities, rooms: Rooms) -> Admission:
    """Let somebody in. What is returned holds until the caller next waits.

    Raises:
        NotLetInError: `session-unknown`, `not-signed-in` or `removed`.
    """
    known = protocol.is_id(wish.session)
    facilitator = wish.role is not Role.SEAT and identities.is_facilitator(credentials)
    along = known and not facilitator and wish.role is not Role.SEAT
    leads = await identities.leads(credentials, wish.session) if along else None
    link = await identities.link(credentials, wish.session) if known and wish.role is Role.READER else None
    seat = await identities.seat(credentials, wish.session) if known and _SITS[wish.role] else None
    room = await rooms.get(wish.session) if known else None
    if room is None:
        raise NotLetInError("session-unknown", wish.language)
    if facilitator:
        return Admission(room, Actor(wish.role))
    if leads is not None:
        return Admission(room, Actor(wish.role), link=leads)
    if seat in room.canvas.participants:
        actor = Actor(Role.SEAT, seat) if wish.role is Role.SEAT else Actor(Role.READER)
        return Admission(room, actor, seat=seat)
    if link is not None:
        return Admission(room, Actor(Role.READER), link=link)
    raise NotLetInError("not-signed-in" if seat is None else "removed", wish.language)
