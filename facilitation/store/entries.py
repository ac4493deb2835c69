"""What every log does with entries before it keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from facilitation.canvas.guides import Guide
from facilitation.canvas.records import Session
from facilitation.rooms.ports import Entry


def erased(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, those of records that are removed further on without their value."""
    removals = {(entry.change.kind, entry.change.id): entry.seq for entry in entries if entry.change.value is None}
    return [
        replace(entry, change=replace(entry.change, value=None))
        if entry.seq < removals.get((entry.change.kind, entry.change.id), 0)
        else entry
        for entry in entries
    ]


def storable(text: str) -> bool:
    """Whether every database can hold this text: PostgreSQL takes no NUL, and no encoder half a surrogate pair.

    What people write is clean before it comes here; what somebody asks for may be anything, and is not there then.
    """
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def removals(entries: Iterable[Entry]) -> set[tuple[str, str]]:
    """The (kind, id) of the records that are removed."""
    return {(entry.change.kind, entry.change.id) for entry in entries if entry.change.value is None}


def firsts(entries: Sequence[Entry]) -> list[bool]:
    """For each entry, whether it is the first of its command; the changes of one command stand together."""
    return [index == 0 or entries[index - 1].command_id != entry.command_id for index, entry in enumerate(entries)]


def session_in(entries: Iterable[Entry]) -> Session | None:
    """The last `session` record that the entries put, if any."""
    last = None
    for entry in entries:
        if isinstance(entry.change.value, Session):
            last = entry.change.value
    return last


def guide_in(entries: Iterable[Entry]) -> str:
    """The name of the guide that the entries put; empty when there is none."""
    return next((entry.change.value.name for entry in entries if isinstance(entry.change.value, Guide)), "")
