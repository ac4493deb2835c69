"""The contract suite runs once for every pair of log and archive."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contract.kept import Kept, in_memory, in_sqlite


@pytest.fixture(params=["memory", "sqlite"])
async def kept(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Kept]:
    """An empty log and archive."""
    kept = in_memory() if request.param == "memory" else in_sqlite(tmp_path)
    yield kept
    await kept.close()
