"""The session itself: its title, its life, its door and its stages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.guides import StageForm
from facilitation.canvas.records import (
    BOARD_ID,
    FLOOR_ID,
    GUIDE_ID,
    SUBJECT_ID,
    Board,
    Canvas,
    Change,
    Floor,
    Partner,
    Session,
    Status,
    Subject,
)
from facilitation.canvas.rules.rule import LEAD, Decision, Refusal, Rule, Rules, too_long, unfit
from facilitation.canvas.text import clean_line
from facilitation.canvas.views import Actor

DAY_MS = 86_400_000


def _create_session(canvas: Canvas, command: c.CreateSession, actor: Actor, now: int) -> Decision:
    if canvas.exists:
        return Refusal("session-exists")
    if not command.guide.stages:
        return Refusal("guide-empty")
    title, alias, age = clean_line(command.title), clean_line(command.alias), clean_line(command.age)
    refusal = (
        unfit("title", title, limits.TITLE)
        or unfit("alias", alias, limits.ALIAS)
        or too_long("age", age, limits.AGE)
        or _unfit_circle(command.partners)
    )
    if refusal:
        return refusal
    session = Session(
        title=title,
        language=command.language,
        created=now,
        retention_days=command.retention_days,
        stage=command.guide.stages[0].key,
    )
    return [
        Change(Session.KIND, command.session, session),
        Change("guide", GUIDE_ID, command.guide),
        Change(Subject.KIND, SUBJECT_ID, Subject(alias=alias, age=age)),
        Change(Board.KIND, BOARD_ID, Board()),
        Change(Floor.KIND, FLOOR_ID, Floor()),
        *(
            Change(Partner.KIND, partner_id, Partner(clean_line(name), position))
            for position, (partner_id, name) in enumerate(command.partners)
        ),
    ]


def _unfit_circle(partners: tuple[tuple[str, str], ...]) -> Refusal | None:
    """Why a session cannot begin with these (id, name), if it cannot."""
    if len(partners) > limits.PARTNERS:
        return Refusal("too-many-partners", {"most": limits.PARTNERS})
    if len({partner_id for partner_id, _ in partners}) < len(partners):
        return Refusal("exists")
    names = [clean_line(name) for _, name in partners]
    if len({name.casefold() for name in names}) < len(names):
        return Refusal("name-taken")
    return next(filter(None, (unfit("partner", name, limits.NAME) for name in names)), None)


def _put_session(canvas: Canvas, **fields: Any) -> Decision:
    session = replace(canvas.session, **fields)
    return [] if session == canvas.session else [Change(Session.KIND, canvas.session_id, session)]


def _edit_session(canvas: Canvas, command: c.EditSession, actor: Actor, now: int) -> Decision:
    title = clean_line(command.title)
    return unfit("title", title, limits.TITLE) or _put_session(canvas, title=title)


def _close_session(canvas: Canvas, command: c.CloseSession, actor: Actor, now: int) -> Decision:
    if canvas.session.status is Status.CLOSED:
        return []
    purge_at = now + canvas.session.retention_days * DAY_MS
    return _put_session(canvas, status=Status.CLOSED, closed=now, purge_at=purge_at, door=False)


def _reopen_session(canvas: Canvas, command: c.ReopenSession, actor: Actor, now: int) -> Decision:
    if canvas.session.status is not Status.CLOSED:
        return []
    return _put_session(canvas, status=Status.LIVE, closed=None, purge_at=None, door=True)


def _open_door(canvas: Canvas, command: c.OpenDoor, actor: Actor, now: int) -> Decision:
    return _put_session(canvas, door=True)


def _close_door(canvas: Canvas, command: c.CloseDoor, actor: Actor, now: int) -> Decision:
    return _put_session(canvas, door=False)


def _rotate_door(canvas: Canvas, command: c.RotateDoor, actor: Actor, now: int) -> Decision:
    return _put_session(canvas, rotation=canvas.session.rotation + 1)


def _go_to_stage(canvas: Canvas, command: c.GoToStage, actor: Actor, now: int) -> Decision:
    if canvas.guide.index(command.stage) < 0:
        return Refusal("stage-unknown")
    if canvas.session.stage != command.from_:
        return Refusal("stale")
    status = Status.LIVE if canvas.guide.index(command.stage) > 0 else canvas.session.status
    changes = _put_session(canvas, stage=command.stage, status=status)
    assert isinstance(changes, list)
    begins = canvas.guide.stage(command.stage).form is StageForm.PARTNERS and not canvas.board.writing
    return [*changes, Change(Board.KIND, BOARD_ID, replace(canvas.board, writing=True))] if begins else changes


RULES: Rules = {
    c.CreateSession: Rule(LEAD, _create_session),
    c.EditSession: Rule(LEAD, _edit_session),
    c.CloseSession: Rule(LEAD, _close_session),
    c.ReopenSession: Rule(LEAD, _reopen_session),
    c.OpenDoor: Rule(LEAD, _open_door),
    c.CloseDoor: Rule(LEAD, _close_door),
    c.RotateDoor: Rule(LEAD, _rotate_door),
    c.GoToStage: Rule(LEAD, _go_to_stage),
}
