"""What every test may ask for."""

from __future__ import annotations

import pytest

from tests.given import ManualClock


@pytest.fixture
def clock() -> ManualClock:
    """A clock that stands still until a test moves it."""
    return ManualClock()
