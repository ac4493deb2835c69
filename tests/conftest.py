"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.given import ManualClock
from tests.services import Postgres, Redis, postgres, redis_server


@pytest.fixture
def clock() -> ManualClock:
    """A clock that stands still until a test moves it."""
    return ManualClock()


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
