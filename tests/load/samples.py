"""What is said under load: notes of about 90 bytes, and what they look like on the wire (protocol 2 and 4)."""

from __future__ import annotations

import base64
import random
from collections.abc import Sequence
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


def an_id(rng: random.Random) -> str:
    """An id of the ordinary length, which compresses as badly as every id does."""
    return base64.urlsafe_b64encode(rng.randbytes(16)).decode()[:22]


def note(text: str, author: str = "a" * 22, partner: str = "p" * 22) -> dict[str, Any]:
    """An open note as it stands in the log, with ids of the ordinary length."""
    return {
        "partner": partner,
        "author": author,
        "kind": "wish",
        "text": text,
        "at": 1_800_000_000_000,
        "open": True,
        "edited": None,
    }


def changes(seq: int, note_id: str, text: str, *who: str) -> dict[str, Any]:
    """The body of `changes` with one note in it; `who` is its author and partner."""
    change = [seq, "note", note_id, note(text, *who)]
    return {"from": seq - 1, "to": seq, "now": 1_800_000_000_000, "changes": [change]}


def welcome(count: int, words: Sequence[str]) -> dict[str, Any]:
    """The body of a `welcome` with `count` notes that say `words` in turn, by authors of `PARTNERS`."""
    rng = random.Random(2)
    partners = [an_id(rng) for _ in PARTNERS]
    said = (note(words[number % len(words)], an_id(rng), rng.choice(partners)) for number in range(count))
    board = [["note", an_id(rng), each] for each in said]
    fields = {"protocol": 1, "me": "a" * 22, "role": "seat", "seq": count, "now": 1_800_000_000_000}
    return {**fields, "snapshot": board}


def packet(event: str, body: Any) -> bytes:
    """A Socket.IO event of the namespace, as an Engine.IO message."""
    return b'42/room,["%s",%s]' % (event.encode(), orjson.dumps(body))
