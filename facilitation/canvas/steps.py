"""What the facilitator did, in the form in which it can be taken back (see `rules/undo.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

Touched = tuple[str, tuple[str, ...], Mapping[str, Any] | None, Mapping[str, Any] | None]
"""Records that one step changed alike: their kind, their ids, and their fields before and after, as JSON.

Only the fields that differ, but the whole record where it was removed, or where it is one that no participant changes;
null before is a record that was made, null after is one that was removed.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What the facilitator did last and can take back (record id `step-` and its number). The last twenty are kept:
    an older one is removed, so that what it remembers goes out of the log.

    `number` counts up from 1; `name` is the command's, `about` the id or key of what it was about, or "".
    """

    KIND: ClassVar[str] = "step"
    number: int
    name: str
    at: int
    about: str
    touched: tuple[Touched, ...]
