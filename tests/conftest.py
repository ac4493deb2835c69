"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from facilitation import build
from tests.given import ManualClock
from tests.services import Postgres, Redis, free_port, postgres, redis_server
from tests.serving import KEY, House, Session, serving


@pytest.fixture
def clock() -> ManualClock:
    """A clock that stands still until a test moves it."""
    return ManualClock()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A running server."""
    async with serving(tmp_path) as house:
        yield house


@pytest.fixture
async def session(house: House) -> Session:
    """A new session with two partners."""
    return await house.session("Moeder", "School")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """The environment of the command, in which the pages are built already."""
    web = tmp_path / "web"
    (web / "build" / "client").mkdir(parents=True)
    (web / "build" / "client" / "index.html").write_text("<!doctype html><title>Speelveld</title>")
    (web / "built.sha256").write_text(build.sources_digest())
    return {
        **os.environ,
        "REFLEX_WEB_WORKDIR": str(web),
        "SESSIONS_DIR": str(tmp_path / "sessions"),
        "FACILITATION_KEY": KEY,
        "HOST": "127.0.0.1",
        "PORT": str(free_port()),
        "LANG": "nl_NL.UTF-8",
        "LC_ALL": "",
        "PYTHONUNBUFFERED": "1",
    }


@pytest.fixture(scope="session")
def postgres_service() -> Iterator[Postgres]:
    """A PostgreSQL cluster that all tests share: who hurts it, starts one of their own."""
    with postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_service: Postgres) -> str:
    """The address of a database that all tests share."""
    return postgres_service.new_database()


@pytest.fixture
def fresh_postgres(postgres_service: Postgres, postgres_url: str) -> str:
    """The address of that database, empty."""
    postgres_service.empty(postgres_url)
    return postgres_url


@pytest.fixture(scope="session")
def redis_service() -> Iterator[Redis]:
    """A Redis server that all tests share: who hurts it, starts one of their own."""
    with redis_server() as server:
        yield server


@pytest.fixture(scope="session")
def redis_url(redis_service: Redis) -> str:
    """The address of the Redis server that all tests share."""
    return redis_service.url


@pytest.fixture
def fresh_redis(redis_service: Redis) -> str:
    """The address of that Redis server, empty."""
    redis_service.empty()
    return redis_service.url
