"""What a room says to those who give commands and to those who watch."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.canvas.decide import Refusal
from facilitation.rooms.ports import Entry


@dataclass(frozen=True, slots=True)
class Accepted:
    """Committed to disk. `seq` is that of the command's last change, or the head when nothing had to change."""

    seq: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Decided against, for good."""

    refusal: Refusal


@dataclass(frozen=True, slots=True)
class NotKept:
    """Nothing was decided: send the same command again, later. `code` is `not-kept` or `too-busy`."""

    code: str


Answer = Accepted | Refused | NotKept


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All records at `seq`, as one audience may see them: `records` is a JSON array of `[kind, id, value]`.

    While `seq` stays the same, every audience without closed notes of its own gets the very same object.
    """

    seq: int
    records: bytes


@dataclass(frozen=True, slots=True)
class Since:
    """The entries after the asked `since` up to `seq`, as one audience may see them."""

    seq: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Flush:
    """What one commit brought: the entries `from_ + 1` to `to`, unredacted. See `protocol.changes_for`."""

    from_: int
    to: int
    entries: tuple[Entry, ...]
