"""Rooms on both logs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contract.kept import in_memory, in_sqlite
from tests.rooms.rooming import WatchedLog


@pytest.fixture(params=["memory", "sqlite"])
async def log(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[WatchedLog]:
    """An empty log, watched."""
    kept = in_memory() if request.param == "memory" else in_sqlite(tmp_path)
    yield WatchedLog(kept.log)
    await kept.close()
