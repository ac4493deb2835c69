"""What is counted of the log."""

from __future__ import annotations

import pytest

from facilitation.canvas.canvas import Canvas
from facilitation.live.metrics import MeasuredLog, Metrics
from facilitation.rooms.ports import HeadMovedError, SessionUnknownError
from facilitation.store.memory import MemoryChangeLog
from tests.given import CREATE, LEAD, changes_of, entries_of, keys


async def test_to_be_overtaken_by_another_worker_is_no_failure() -> None:
    metrics = Metrics()
    log = MeasuredLog(MemoryChangeLog(), metrics)
    entries = entries_of(changes_of(Canvas(), CREATE, LEAD))
    await log.begin(CREATE.session, keys(), entries)
    for session, refused in ((CREATE.session, HeadMovedError), ("session-none", SessionUnknownError)):
        with pytest.raises(refused):
            await log.append(session, 0, entries)
    told = metrics.text().decode().splitlines()
    assert "speelveld_commits_overtaken_total 1.0" in told
    assert [line for line in told if line.startswith("speelveld_commit_failures_total")] == [
        'speelveld_commit_failures_total{kind="SessionUnknownError"} 1.0'
    ]
