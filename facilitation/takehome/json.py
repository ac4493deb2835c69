"""The canvas as JSON, complete: what other programs read and what a session can be carried on from.

The shape is written down in `docs/canvas-json.md`.
"""

from __future__ import annotations

import json
from dataclasses import replace

from facilitation.canvas.as_json import to_json
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import Note, Participant, Record

FORMAT, VERSION = "speelveld-canvas", 1


HOUR_MS = 3_600_000


def json_file(canvas: Canvas) -> bytes:
    """The document: keys sorted, two spaces, UTF-8 without escapes, a line break at the end."""
    records = [
        {"kind": kind, "id": record_id, "value": to_json(_for_all(record))}
        for kind, table in canvas.records.items()
        for record_id, record in table.items()
    ]
    document = {
        "format": FORMAT,
        "version": VERSION,
        "session": canvas.session_id,
        "records": sorted(records, key=lambda record: (record["kind"], record["id"])),
        "numbers": dict(canvas.numbers),
    }
    return (json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def _for_all(record: Record) -> Record:
    """The record without what was for the room alone: what people are called, and when a note without a name came."""
    match record:
        case Participant():
            return replace(record, name="")
        case Note(named=False):
            edited = None if record.edited is None else _hour(record.edited)
            return replace(record, at=_hour(record.at), edited=edited)
    return record


def _hour(at: int) -> int:
    return at - at % HOUR_MS
