"""Who may see what (protocol 2.6, 2.9 and 2.10), told once more for those who judge the program from outside.

It shares no code with `canvas/views.py`, so that a fault there cannot hide itself.
"""

from __future__ import annotations

from typing import Any

LEAD = "lead"
HOUR = 3_600_000

OWN = {
    "pulse": lambda id, value, eyes: eyes == id,
    "nudge": lambda id, value, eyes: eyes in (id, LEAD),
    "proposal": lambda id, value, eyes: eyes in (value["author"], LEAD),
    "knock": lambda id, value, eyes: eyes == LEAD,
    "step": lambda id, value, eyes: eyes == LEAD,
}
"""Of which kinds a record is there for some alone, and for whom."""


def seen(kind: str, id: str, value: Any, eyes: str) -> Any:
    """The value as whoever has these eyes may see it: a participant's id, `LEAD`, or "" for the public."""
    if value is None or (kind in OWN and not OWN[kind](id, value, eyes)):
        return None
    if kind == "support":
        return {**value, "by": eyes if value["by"] == eyes else ""}
    if kind == "proposal" and eyes == LEAD:
        return {**value, "author": ""}
    if kind != "note" or value["author"] == eyes:
        return value
    if value["within"] and not value["open"] and eyes not in (*value["within"], LEAD):
        return None
    told = value if value["open"] or eyes in value["within"] else {**value, "text": None}
    return told if value["named"] else {**told, "author": "", "within": []}


def at_home(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    """The value of a public record as the JSON that goes home has it: no names of people, and of what is said without
    a name only the hour."""
    if kind == "participant":
        return {**value, "name": ""}
    if kind == "note" and not value["named"]:
        return {**value, **{key: value[key] and value[key] // HOUR * HOUR for key in ("at", "edited")}}
    return value
