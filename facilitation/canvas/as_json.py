"""Records as JSON: in the log, on the wire and in `canvas.json`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

import orjson

from facilitation.canvas.guides import Guide
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Board, Record, Speaker, Status
from facilitation.canvas.replies import Reply

RECORD_TYPES: Mapping[str, type[Record]] = MappingProxyType({cls.KIND: cls for cls in Record.__args__})
"""Record types by the kind under which they stand in the log."""


def to_json(record: Record | None) -> dict[str, Any] | None:
    """The record as plain JSON values; None stays None."""
    return None if record is None else asdict(record)


def plain(record: Record) -> dict[str, Any]:
    """The record as it comes back from JSON: lists for tuples, strings for enumerations."""
    value: dict[str, Any] = orjson.loads(orjson.dumps(record))
    return value


def _optional(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


def _all(read: Callable[[Any], Any]) -> Callable[[Iterable[Any]], tuple[Any, ...]]:
    return lambda values: tuple(read(value) for value in values)


_READ: Mapping[str, Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {
        "session": {"status": Status},
        "subject": {"confirmed": _optional(Speaker)},
        "note": {"kind": NoteKind, "within": tuple},
        "match": {"reply": _optional(Reply)},
        "agreement": {"who": tuple},
        "board": {"begun": tuple, "open": _all(NoteKind)},
        "floor": {"heard": tuple},
        "private": {"partners": tuple, "people": tuple},
        "step": {"touched": _all(lambda one: (one[0], tuple(one[1]), one[2], one[3]))},
    }
)
"""How the fields are read that are not plain JSON values."""


def from_json(kind: str, value: Mapping[str, Any] | None) -> Record | None:
    """The record that `to_json` wrote, also that of an earlier version.

    Raises:
        KeyError: `kind` is not a kind of record.
        ValueError: a value is outside its enumeration.
    """
    if value is None:
        return None
    if kind == Guide.KIND:
        return Guide.from_json(value)
    fields = dict(value)
    if kind == Board.KIND and "writing" in fields:  # as it was written before there were stages beside `partners`
        fields["begun"] = ["partners"] if fields.pop("writing") else []
    for name, read in _READ.get(kind, {}).items():
        if name in fields:
            fields[name] = read(fields[name])
    return RECORD_TYPES[kind](**fields)
