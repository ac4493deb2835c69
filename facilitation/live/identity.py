"""Who somebody is: from the cookies or the key that a request or a handshake carries, and from nothing else."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import cookie_parser

from facilitation.config import HostError, Settings
from facilitation.rooms.keys import new_token
from facilitation.rooms.ports import Archive

FACILITATOR_COOKIE = "facilitator"
DOOR_COOKIE = "door"
SEATS_REMEMBERED = 20_000


def seat_cookie(session_id: str) -> str:
    """The name of the cookie with the seat's secret."""
    return f"seat-{session_id}"


def reader_cookie(session_id: str) -> str:
    """The name of the cookie with the reader's token."""
    return f"reader-{session_id}"


def lead_cookie(session_id: str) -> str:
    """The name of the cookie with the token of a link to lead along."""
    return f"lead-{session_id}"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request carries: its cookies, and what stands behind `Authorization: Bearer`, or None."""

    cookies: Mapping[str, str]
    bearer: str | None = None

    @classmethod
    def from_headers(cls, headers: Iterable[tuple[bytes, bytes]]) -> Credentials:
        """Read them from raw ASGI headers."""
        cookies: dict[str, str] = {}
        bearer = None
        for name, value in headers:
            if name == b"cookie":
                cookies.update(cookie_parser(value.decode("latin-1")))
            elif name == b"authorization":
                scheme, _, token = value.decode("latin-1").partition(" ")
                bearer = token.strip() if scheme.lower() == "bearer" else bearer
        return cls(cookies, bearer)


class Identities:
    """Tells who somebody is. The facilitator's cookie is made from the key: a new key signs everybody out.

    Whose a seat's secret is never changes, so the last `SEATS_REMEMBERED` are looked up once: when a thousand phones
    come back at the same moment, the database is not asked a thousand times.
    """

    def __init__(self, key: str, archive: Archive) -> None:
        self._key = key.encode()
        self._archive = archive
        self._seats: OrderedDict[tuple[str, str], str] = OrderedDict()
        self.facilitator_value = hmac.new(self._key, b"facilitator's cookie, 1", hashlib.sha256).hexdigest()

    def is_key(self, given: str) -> bool:
        """Whether this is the facilitator's key."""
        return hmac.compare_digest(given.encode("utf-8", "replace"), self._key)

    def is_facilitator(self, credentials: Credentials) -> bool:
        """Whether the key, or the cookie made from it, is among these."""
        if credentials.bearer is not None and self.is_key(credentials.bearer):
            return True
        cookie = credentials.cookies.get(FACILITATOR_COOKIE, "")
        return hmac.compare_digest(cookie.encode("utf-8", "replace"), self.facilitator_value.encode())

    async def new_seat(self, session_id: str, participant: str) -> str:
        """A secret by which this participant will be known. Raises as `Archive.add_seat`."""
        secret = new_token()
        await self._archive.add_seat(session_id, participant, secret)
        self._remember(session_id, secret, participant)
        return secret

    async def seat(self, credentials: Credentials, session_id: str) -> str | None:
        """The participant whose seat this is, also one who was removed since; None without a seat."""
        secret = credentials.cookies.get(seat_cookie(session_id))
        if not secret:
            return None
        participant = self._seats.get((session_id, secret)) or await self._archive.seat(session_id, secret)
        if participant is not None:
            self._remember(session_id, secret, participant)
        return participant

    def _remember(self, session_id: str, secret: str, participant: str) -> None:
        self._seats[session_id, secret] = participant
        self._seats.move_to_end((session_id, secret))
        if len(self._seats) > SEATS_REMEMBERED:
            self._seats.popitem(last=False)

    async def link(self, credentials: Credentials, session_id: str) -> str | None:
        """The token of the team's link that was opened here, if it is still that of this session."""
        token = credentials.cookies.get(reader_cookie(session_id))
        return token if token and await self._archive.by_reader_token(token) == session_id else None

    async def leads(self, credentials: Credentials, session_id: str) -> str | None:
        """The token of the link with which somebody leads this session along, if it is still the one that works."""
        token = credentials.cookies.get(lead_cookie(session_id))
        return token if token and await self._archive.by_lead_token(token) == session_id else None


def facilitators_key(settings: Settings) -> str:
    """The key that was given, or the one kept in the sessions' directory; made there (mode 0600) the first time.

    Raises:
        HostError: the key cannot be read or written.
    """
    if settings.facilitation_key:
        return settings.facilitation_key
    path = settings.key_file
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _make_key(path) or path.read_text().strip() or _make_key(path, again=True)
    except OSError as error:
        raise HostError("unwritable", path=path, why=error.strerror or "") from error
    except UnicodeDecodeError:
        raise HostError("unreadable-key", path=path) from None


def _make_key(path: Path, again: bool = False) -> str:
    """Write a new key and return it; "" when there is a file already. `again` writes over an empty one."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if again else os.O_EXCL), 0o600)
    except FileExistsError:
        return ""
    key = secrets.token_urlsafe(24)
    with os.fdopen(file, "w") as out:
        out.write(key + "\n")
    return key
