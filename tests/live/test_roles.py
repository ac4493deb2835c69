"""Protocol 3: over the wire too, a command is for whom the table says, in every role and also before and after."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from facilitation.canvas.commands import WIRE_COMMANDS
from facilitation.canvas.views import Role
from tests.canvas import command_table
from tests.canvas.hostile import COMMANDS, Anybody
from tests.serving import Line, Session

TABLE = command_table.read()
ENDING = ("session.close", "safety.stop", "participant.remove", "door.rotate")
"""Left out for who may give them: they would change what is asked next."""


def arguments(name: str) -> dict[str, Any]:
    """Arguments that this command takes; what they are about need not be there."""
    if name == "ready.set":
        return {"ready": True}
    command = COMMANDS[WIRE_COMMANDS[name]](Anybody(11))
    given = {field.name.rstrip("_"): getattr(command, field.name) for field in dataclasses.fields(command)}
    return {arg: _sendable(value) for arg, value in given.items() if value is not None}


def _sendable(value: Any) -> Any:
    """As JSON can carry it: no half of a surrogate pair, and lists for tuples."""
    if isinstance(value, str):
        return value.encode("utf-8", "ignore").decode()
    return list(value) if isinstance(value, tuple) else value


async def line_of(session: Session, role: Role) -> Line:
    """A new line in this role."""
    if role is Role.SEAT:
        return (await session.phone())[1]
    return await {Role.LEAD: session.lead, Role.SCREEN: session.screen, Role.READER: session.reader}[role]()


@pytest.mark.parametrize("role", [Role.LEAD, Role.SCREEN, Role.SEAT, Role.READER])
async def test_3_every_command_is_for_whom_the_table_says(session: Session, role: Role) -> None:
    await (await session.begin_writing()).close()
    names = [name for name in TABLE if role not in TABLE[name].who or name not in ENDING]
    for some in (names[::2], names[1::2]):
        line = await line_of(session, role)
        for name in some:
            answer = await line.command(name, **arguments(name))
            assert answer.get("code") not in ("bad-request", "unknown-command", "too-busy"), name
            assert (answer.get("code") == "forbidden") == (role not in TABLE[name].who), (name, answer)
            if not answer["ok"]:
                assert answer["code"] in TABLE[name].refused | command_table.general(), (name, answer)
                assert answer["message"].endswith("."), name


async def test_3_14_ready_is_said_while_everything_stands_still_and_not_when_it_is_over(session: Session) -> None:
    lead = await session.begin_writing()
    _, line = await session.phone()
    await lead.done("safety.stop")
    assert (await line.command("ready.set", ready=True))["ok"]
    await lead.done("session.close")
    assert (await line.command("ready.set", ready=True))["code"] == "session-closed"
