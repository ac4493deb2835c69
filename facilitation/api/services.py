"""What the routes work with. Made in `wiring.py`, found on the app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Protocol

from fastapi import Depends, Request

from facilitation.canvas.guides import Guide
from facilitation.config import Settings
from facilitation.live.address import Proxies
from facilitation.live.identity import Identities
from facilitation.live.limits import Failures
from facilitation.rooms.ports import Archive, Clock
from facilitation.rooms.rooms import Rooms


class Readers(Protocol):
    """Whoever can end the connections of those who read over an old link."""

    def end_readers(self, session_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Services:
    """Everything behind the routes. `guides` holds, by name, the guides with the stages that work."""

    settings: Settings
    rooms: Rooms
    archive: Archive
    identities: Identities
    failures: Failures
    clock: Clock
    proxies: Proxies
    readers: Readers
    guides: Mapping[str, Guide]
    lan_address: str | None


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


Wired = Annotated[Services, Depends(_services)]
"""The services, as a route asks for them."""
