"""What is said under load: notes of about 90 bytes, and what they look like on the wire (protocol 2 and 4)."""

from __future__ import annotations

import random
from typing import Any

import orjson

PARTNERS = (
    "Moeder", "Vader", "Pleegouder", "Opa en oma", "School", "Wijkteam", "GZ-psycholoog", "Voogd", "Huisarts", "Tante",
)  # fmt: skip
NOTES = 300
"""So many notes are on the board when phones come in."""

NOTE_BYTES = 90

_WORDS = (
    "rust",
    "samen eten",
    "elke week",
    "haar broer",
    "spelen",
    "op school",
    "een vast ritme",
    "en",
    "want",
    "thuis",
)


def texts(rng: random.Random, count: int = 64) -> list[str]:
    """Texts of about `NOTE_BYTES` bytes."""
    made = []
    for _ in range(count):
        text = ""
        while len(text) < NOTE_BYTES:
            text += rng.choice(_WORDS) + " "
        made.append(text[:NOTE_BYTES].strip())
    return made


def note(text: str) -> dict[str, Any]:
    """An open note as it stands in the log, with ids of the ordinary length."""
    return {
        "partner": "p" * 22,
        "author": "a" * 22,
        "kind": "wish",
        "text": text,
        "at": 1_800_000_000_000,
        "open": True,
        "edited": None,
    }


def changes(seq: int, note_id: str, text: str) -> dict[str, Any]:
    """The body of `changes` with one note in it."""
    change = [seq, "note", note_id, note(text)]
    return {"from": seq - 1, "to": seq, "now": 1_800_000_000_000, "changes": [change]}


def welcome(count: int, text: str) -> dict[str, Any]:
    """The body of a `welcome` with `count` notes."""
    board = [["note", f"note-{number:017d}", note(text)] for number in range(count)]
    fields = {"protocol": 1, "me": "a" * 22, "role": "seat", "seq": count, "now": 1_800_000_000_000}
    return {**fields, "snapshot": board}


def packet(event: str, body: Any) -> bytes:
    """A Socket.IO event of the namespace, as an Engine.IO message."""
    return b'42/room,["%s",%s]' % (event.encode(), orjson.dumps(body))
