"""What playing an example is about: how far it goes, what is told meanwhile, and what stands there afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from facilitation.demo.line import Line


class Until(StrEnum):
    """How far to play: to the end of the stages of this form, before whatever leads on to the next.

    `partners` has everything written and closed, `opened` the board open and one on the floor.
    """

    WELCOME = "welcome"
    PERSON = "person"
    FRAME = "frame"
    NEEDED = "needed"
    PARTNERS = "partners"
    OPENED = "opened"
    CONNECT = "connect"
    AGREEMENTS = "agreements"
    LOOKBACK = "lookback"
    CLOSE = "close"


class Step(StrEnum):
    """What can be told while playing: keys of the catalogue `demo`, with the values they are filled in with."""

    CREATED = "step-created"
    JOINED = "step-joined"
    STAGE = "step-stage"
    CONFIRMED = "step-confirmed"
    WRITTEN = "step-written"
    SETTLED = "step-settled"
    LAW = "step-law"
    PRIVATE = "step-private"
    OPENED = "step-opened"
    FLOOR = "step-floor"
    CORRECTED = "step-corrected"
    STOPPED = "step-stopped"
    RESUMED = "step-resumed"
    ASKED = "step-asked"
    ANSWERED = "step-answered"
    AGREED = "step-agreed"
    MEETING = "step-meeting"
    RADAR = "step-radar"
    DONE = "step-done"


Tell = Callable[[Step, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Links:
    """The session's whereabouts, complete with the server's address."""

    session_id: str
    code: str
    join_url: str
    lead_url: str
    screen_url: str
    canvas_url: str


@dataclass(frozen=True, slots=True)
class Seat:
    """One phone's seat; its cookies open `seat_url` as that phone in another browser."""

    participant: str
    partner: str
    partner_name: str
    name: str
    seat_url: str
    cookies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Played:
    """What stands on the server. `lead` can give more commands as long as `staged` lasts."""

    session_id: str
    links: Links
    seats: tuple[Seat, ...]
    cookies: Mapping[str, str]
    lead: Line
