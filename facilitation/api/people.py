"""Who asks, and the cookies that let somebody be recognised next time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from math import ceil
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from facilitation.api.problems import ProblemError, problem
from facilitation.api.services import Services, Wired
from facilitation.live.identity import (
    DOOR_COOKIE,
    FACILITATOR_COOKIE,
    Credentials,
    lead_cookie,
    reader_cookie,
    seat_cookie,
)
from facilitation.rooms.room import Room

DAY_S = 86_400
FACILITATOR_DAYS, SEAT_DAYS, LEADING_DAYS, DOOR_DAYS = 30, 180, 30, 1


class Asker:
    """Whoever sent this request."""

    def __init__(self, request: Request, services: Services) -> None:
        self._services = services
        self.scope = request.scope
        self.credentials = Credentials.from_headers(request.scope["headers"])
        self.address = services.proxies.client(request.scope)
        self.origin = services.proxies.origin(request.scope)

    @contextmanager
    def guessing(self) -> Iterator[None]:
        """Around a try with a code, a token or a key: too many wrong ones, and there is no trying (protocol 5.3)."""
        failures = self._services.failures
        if wait := failures.wait_ms(self.address):
            headers = {"Retry-After": str(ceil(wait / 1000))}
            raise ProblemError(HTTPStatus.TOO_MANY_REQUESTS, "errors.too-many-tries", headers=headers)
        try:
            yield
        except ProblemError:
            failures.wrong(self.address)
            raise

    def is_facilitator(self) -> bool:
        """Whether this is the facilitator; a wrong key costs a try."""
        identities = self._services.identities
        if self.credentials.bearer is not None:
            with self.guessing():
                if not identities.is_key(self.credentials.bearer):
                    raise problem(HTTPStatus.UNAUTHORIZED, "key-wrong")
        return identities.is_facilitator(self.credentials)

    def must_be_facilitator(self) -> None:
        """Raise `not-signed-in` unless this is the facilitator."""
        if not self.is_facilitator():
            raise problem(HTTPStatus.UNAUTHORIZED, "not-signed-in")

    async def must_lead(self, session_id: str) -> None:
        """Raise `not-signed-in` unless this is the facilitator, or somebody who leads this session along."""
        if not self.is_facilitator() and await self._services.identities.leads(self.credentials, session_id) is None:
            raise problem(HTTPStatus.UNAUTHORIZED, "not-signed-in")

    async def seat(self, room: Room) -> str | None:
        """The participant of this room whose phone this is; None for nobody, or one who was removed."""
        participant = await self._services.identities.seat(self.credentials, room.session_id)
        return participant if participant in room.canvas.participants else None

    async def knocking(self, room: Room) -> str | None:
        """Who asks on this phone to come into this room and has not been answered; None for nobody."""
        participant = await self._services.identities.seat(self.credentials, room.session_id)
        return participant if participant in room.canvas.knocks else None

    async def must_see(self, room: Room) -> None:
        """Raise `not-signed-in` unless this is a leader, a seat or a reader of this room."""
        if await self.seat(room) is None and await self._link(room) is None:
            await self.must_lead(room.session_id)

    async def _link(self, room: Room) -> str | None:
        return await self._services.identities.link(self.credentials, room.session_id)

    def remember(self, response: Response, name: str, value: str, days: int) -> None:
        """Set a cookie (protocol 5.4)."""
        secure = self.origin.startswith("https:")
        response.set_cookie(name, value, days * DAY_S, path="/", secure=secure, httponly=True, samesite="lax")

    def forget(self, response: Response, name: str) -> None:
        """Take a cookie back."""
        secure = self.origin.startswith("https:")
        response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")

    def remember_facilitator(self, response: Response) -> None:
        self.remember(response, FACILITATOR_COOKIE, self._services.identities.facilitator_value, FACILITATOR_DAYS)

    def remember_door(self, response: Response, token: str) -> None:
        self.remember(response, DOOR_COOKIE, token, DOOR_DAYS)

    def remember_seat(self, response: Response, session_id: str, secret: str) -> None:
        self.remember(response, seat_cookie(session_id), secret, SEAT_DAYS)

    def remember_reader(self, response: Response, session_id: str, token: str) -> None:
        self.remember(response, reader_cookie(session_id), token, SEAT_DAYS)

    def remember_leading(self, response: Response, session_id: str, token: str) -> None:
        self.remember(response, lead_cookie(session_id), token, LEADING_DAYS)


async def _asker(request: Request, services: Wired) -> Asker:
    return Asker(request, services)


Asking = Annotated[Asker, Depends(_asker)]
"""Whoever asks, as a route asks for them."""


async def room_of(services: Services, session_id: str) -> Room:
    """The room of a session.

    Raises:
        ProblemError: `session-unknown`.
    """
    room = await services.rooms.get(session_id)
    if room is None:
        raise problem(HTTPStatus.NOT_FOUND, "session-unknown")
    return room
