"""The table of commands in docs/protocol.md, as a program reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from facilitation.canvas.kinds import StageForm
from facilitation.canvas.views import Role

PROTOCOL = Path(__file__).parents[2] / "docs" / "protocol.md"
_QUOTED = re.compile("`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Row:
    """One command: who may give it, once which form of stage has begun, and in what state.

    `args` says of each argument whether it may be left out; `stopped` are the roles that may give it in a safety stop.
    """

    args: dict[str, bool]
    who: frozenset[Role]
    once_begun: StageForm | None
    closed: bool
    stopped: frozenset[Role]
    step: bool
    refused: frozenset[str]


def read() -> dict[str, Row]:
    """All rows by the name of their command."""
    text = PROTOCOL.read_text().partition("### Commands")[2].partition("## 4.")[0]
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    rows = dict(_row(line) for line in lines)
    assert len(rows) == len(lines)
    return rows


def general() -> frozenset[str]:
    """The codes with which every command can be refused, or which its state gives."""
    text = PROTOCOL.read_text().partition("Every command can also be refused with")[2].partition("\n\n")[0]
    return frozenset(_QUOTED.findall(text))


def _row(line: str) -> tuple[str, Row]:
    name, args, who, once_begun, closed, stopped, step, refused = (cell.strip() for cell in line.split("|")[1:-1])
    given = args.strip("`{}")
    roles = frozenset(Role(role) for role in who.split(", "))
    row = Row(
        args={arg.rstrip("?"): arg.endswith("?") for arg in given.split(", ")} if given else {},
        who=roles,
        once_begun=StageForm(once_begun.strip("`")) if once_begun else None,
        closed=_yes(closed),
        stopped=roles if stopped == "yes" else frozenset({Role.SEAT}) if stopped == "seat" else frozenset(),
        step=_yes(step),
        refused=frozenset(_QUOTED.findall(refused)),
    )
    return name.strip("`"), row


def _yes(cell: str) -> bool:
    assert cell in ("yes", ""), cell
    return cell == "yes"
