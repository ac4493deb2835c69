"""What the routes work with. Made in `wiring.py`, found on the app."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated, Protocol

from fastapi import Depends, Request

from facilitation.canvas.guides import Guide
from facilitation.config import Settings
from facilitation.live.address import Proxies
from facilitation.live.identity import Identities
from facilitation.live.limits import Failures
from facilitation.live.metrics import Metrics
from facilitation.rooms.heads import Watch
from facilitation.rooms.ports import Archive, Clock, OwnGuides
from facilitation.rooms.rooms import Rooms


class Linked(Protocol):
    """Whoever can end the connections of those who came by an old link."""

    def link_renewed(self, session_id: str, links: Collection[str]) -> None:
        """These are the tokens of the links that work now: whoever came by an older one goes, at all workers."""


class Connected(Protocol):
    """Whoever knows whether Redis is there."""

    @property
    def connected(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Services:
    """Everything behind the routes. `guides` holds by name the guides that come with the product.

    `watch` knows how far the rooms of this process were behind; `redis` is None when there is none.
    """

    settings: Settings
    rooms: Rooms
    archive: Archive
    identities: Identities
    failures: Failures
    clock: Clock
    proxies: Proxies
    linked: Linked
    guides: Mapping[str, Guide]
    own_guides: OwnGuides
    lan_address: str | None
    watch: Watch
    redis: Connected | None
    metrics: Metrics


async def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


Wired = Annotated[Services, Depends(_services)]
"""The services, as a route asks for them."""
