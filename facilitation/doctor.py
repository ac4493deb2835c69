"""`facilitation doctor`: what is right and what is wrong on this machine."""

from __future__ import annotations

import platform
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from facilitation.build import LEAST_NODE, are_pages_built, node_version
from facilitation.config import HostError, Settings, place
from facilitation.live.address import lan_address

ANSWER_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One finding: a sentence of the catalogue `cli`, and whether it is good."""

    good: bool
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


def checks(settings: Settings) -> Iterator[Check]:
    """Look at everything, one after another. Nothing is left behind."""
    yield Check(True, "check-python", {"version": platform.python_version()})
    yield _node()
    yield Check(True, "check-pages" if are_pages_built() else "check-pages-old")
    if settings.needs_directory:
        yield _sessions(settings)
    yield _database(settings)
    if settings.redis_url:
        yield _redis(settings.redis_url)
    yield _key(settings)
    yield Check(True, "check-safety-own" if settings.safety_procedure else "check-safety")
    yield _port(settings)
    yield from _address(settings)


def _node() -> Check:
    found = node_version()
    if found is None or found < LEAST_NODE:
        return Check(False, "no-node", {"least": ".".join(map(str, LEAST_NODE))})
    return Check(True, "check-node", {"version": ".".join(map(str, found))})


def _sessions(settings: Settings) -> Check:
    from facilitation.cli import check_writable

    try:
        check_writable(settings.sessions_dir)
    except HostError as error:
        return Check(False, error.code, error.values)
    return Check(True, "check-sessions", {"path": settings.sessions_dir.resolve()})


def _database(settings: Settings) -> Check:
    from facilitation.rooms.ports import LogError
    from facilitation.store.database import check
    from facilitation.store.migrate import NewerSchemaError

    try:
        check(settings.database)
    except NewerSchemaError:
        return Check(False, "newer-database")
    except LogError as error:
        if settings.database_server:
            return Check(False, "bad-database-server", {"place": settings.database_server, "why": error})
        return Check(False, "bad-database-file", {"path": settings.sessions_dir})
    return Check(True, "check-database", {"place": settings.database_server or settings.database})


def _redis(url: str) -> Check:
    from redis import Redis, RedisError

    from facilitation.live.redis_fanout import is_address

    if not is_address(url):
        return Check(False, "bad-redis", {"name": "REDIS_URL"})
    try:
        with Redis.from_url(url, socket_connect_timeout=ANSWER_SECONDS, socket_timeout=ANSWER_SECONDS) as client:
            client.ping()
    except RedisError as error:
        return Check(False, "bad-redis-server", {"place": place(url), "why": type(error).__name__})
    return Check(True, "check-redis", {"place": place(url)})


def _key(settings: Settings) -> Check:
    path = settings.key_file
    if settings.facilitation_key or not path.exists():
        return Check(True, "check-key-new" if not settings.facilitation_key else "check-key")
    is_open = path.stat().st_mode & 0o077
    return Check(not is_open, "check-key-open" if is_open else "check-key", {"path": path})


def _port(settings: Settings) -> Check:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("", settings.port))
        except OSError:
            return Check(False, "port-taken", {"port": settings.port})
    return Check(True, "check-port", {"port": settings.port})


def _address(settings: Settings) -> Iterator[Check]:
    if settings.is_only_here:
        yield Check(False, "only-here", {"host": settings.host})
        return
    lan = lan_address()
    address = settings.public_url or (f"http://{lan}:{settings.port}" if lan else None)
    if address is None:
        yield Check(False, "no-network")
        return
    yield Check(True, "check-address", {"address": address})
    if not address.startswith("https:"):
        yield Check(True, "check-insecure")
