"""The contract suite runs once for every pair of log and archive."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contract.kept import KINDS, Kept, in_kind


@pytest.fixture(params=KINDS)
async def kept(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Kept]:
    """An empty log and archive."""
    kept = in_kind(request, tmp_path)
    yield kept
    await kept.close()
