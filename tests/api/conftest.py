"""A server for each test of the API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.serving import House, Session, serving


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A running server."""
    async with serving(tmp_path) as house:
        yield house


@pytest.fixture
async def session(house: House) -> Session:
    """A new session with two partners."""
    return await house.session("Moeder", "School")
