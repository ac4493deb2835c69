"""Two servers over one database, with Redis between them or without."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.services import Redis, redis_server
from tests.serving import House, serving

Pair = tuple[House, House]


@pytest.fixture(params=["postgres-redis", "postgres", "sqlite"])
async def pair(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Pair]:
    """Two servers, over each database, with Redis and without; for SQLite with Redis there is `quick_pair`."""
    database, _, redis = str(request.param).partition("-")
    url = request.getfixturevalue("fresh_postgres") if database == "postgres" else None
    hints = request.getfixturevalue("fresh_redis") if redis else None
    async with _two(tmp_path, url, hints) as servers:
        yield servers


@pytest.fixture
async def quick_pair(tmp_path: Path, fresh_redis: str) -> AsyncIterator[Pair]:
    """Two servers over one SQLite file, with Redis."""
    async with _two(tmp_path, None, fresh_redis) as servers:
        yield servers


@pytest.fixture
def own_redis() -> Iterator[Redis]:
    """A Redis server of this test alone."""
    with redis_server() as server:
        yield server


@pytest.fixture
async def hurt_pair(tmp_path: Path, own_redis: Redis) -> AsyncIterator[Pair]:
    """Two servers over one SQLite file, with a Redis that the test may hurt."""
    async with _two(tmp_path, None, own_redis.url) as servers:
        yield servers


@asynccontextmanager
async def _two(directory: Path, database: str | None, redis: str | None) -> AsyncIterator[Pair]:
    settings = {"database_url": database, "redis_url": redis}
    async with serving(directory, **settings) as first, serving(directory, **settings) as second:
        yield first, second
