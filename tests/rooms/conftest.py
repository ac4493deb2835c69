"""Rooms on every log."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contract.kept import KINDS, in_kind
from tests.rooms.rooming import WatchedLog


@pytest.fixture(params=KINDS)
async def log(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[WatchedLog]:
    """An empty log, watched."""
    kept = in_kind(request, tmp_path)
    yield WatchedLog(kept.log)
    await kept.close()
