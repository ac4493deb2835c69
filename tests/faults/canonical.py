"""The board in its canonical form, so that two boards are the same exactly when their SHA-256 are.

The log is read from the tables and folded and redacted here anew, so that a fault of the program's own reading, folding
or redacting shows as a difference.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import create_engine, text

from tests.audience import seen

Record = Mapping[str, Any]
Board = Mapping[tuple[str, str], Record]
"""Records by kind and id."""

ROWS = text("SELECT seq, command_id, kind, record_id, value FROM change WHERE session_id = :session ORDER BY seq")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a session's log."""

    seq: int
    command_id: str
    kind: str
    id: str
    value: Record | None


def read_log(database: str, session: str) -> list[Row]:
    """All lines of the session's log, from the tables themselves."""
    engine = create_engine(database.replace("postgresql://", "postgresql+psycopg://", 1))
    try:
        with engine.connect() as connection:
            rows = connection.execute(ROWS, {"session": session}).all()
    finally:
        engine.dispose()
    return [Row(seq, command, kind, id, json.loads(value) if value else None) for seq, command, kind, id, value in rows]


def fold_log(rows: Sequence[Row]) -> dict[tuple[str, str], Record]:
    """The board after these lines."""
    board: dict[tuple[str, str], Record] = {}
    for row in rows:
        if row.value is None:
            board.pop((row.kind, row.id), None)
        else:
            board[row.kind, row.id] = row.value
    return board


def as_seen_by(board: Board, eyes: str) -> dict[tuple[str, str], Record]:
    """The board as one audience may see it: a participant, `LEAD`, or "" for the public (see `tests/audience.py`)."""
    told = {key: seen(*key, value, eyes) for key, value in board.items()}
    return {key: value for key, value in told.items() if value is not None}


def digest(board: Board) -> str:
    """The SHA-256 of the board: records by kind and id, keys sorted."""
    records = [[kind, id, board[kind, id]] for kind, id in sorted(board)]
    return hashlib.sha256(json.dumps(records, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def doubled_texts(board: Board) -> int:
    """How many notes too many have the same text."""
    texts = Counter(value["text"] for (kind, _), value in board.items() if kind == "note")
    return sum(count - 1 for text, count in texts.items() if text is not None)
