"""The session itself: its title, its life, its door and its stages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.guides import Stage
from facilitation.canvas.kinds import NoteKind, StageForm
from facilitation.canvas.records import (
    BOARD_ID,
    FLOOR_ID,
    FRAME_ID,
    GUIDE_ID,
    PRIVATE_ID,
    RADAR_ID,
    SPOTLIGHT_ID,
    SUBJECT_ID,
    TIMER_ID,
    Board,
    Change,
    Floor,
    Frame,
    Nudge,
    Partner,
    Private,
    Radar,
    Session,
    Spotlight,
    Status,
    Subject,
    Timer,
)
from facilitation.canvas.rules.rule import LEAD, Decision, Refusal, Rule, Rules, put, timer_off, too_long, unfit
from facilitation.canvas.text import clean_line, is_day
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
        rehearsal=command.rehearsal,
        title=title,
        language=command.language,
        created=now,
        retention_days=command.retention_days,
        stage=command.guide.stages[0].key,
        purge_at=now + DAY_MS if command.rehearsal else None,
    )
    return [
        Change(Session.KIND, command.session, session),
        Change("guide", GUIDE_ID, command.guide),
        Change(Subject.KIND, SUBJECT_ID, Subject(alias=alias, age=age)),
        Change(Frame.KIND, FRAME_ID, Frame()),
        Change(Board.KIND, BOARD_ID, _begun(Board(), command.guide.stages[0])),
        Change(Floor.KIND, FLOOR_ID, Floor()),
        Change(Spotlight.KIND, SPOTLIGHT_ID, Spotlight()),
        Change(Timer.KIND, TIMER_ID, Timer()),
        Change(Private.KIND, PRIVATE_ID, Private()),
        Change(Radar.KIND, RADAR_ID, Radar()),
        *(
            Change(Partner.KIND, partner_id, Partner(clean_line(name), position, partner_id == command.own))
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


def _put_session(canvas: Canvas, **fields: Any) -> list[Change]:
    return put(canvas, canvas.session_id, replace(canvas.session, **fields))


def _edit_session(canvas: Canvas, command: c.EditSession, actor: Actor, now: int) -> Decision:
    title = clean_line(command.title)
    return unfit("title", title, limits.TITLE) or _put_session(canvas, title=title)


def _close_session(canvas: Canvas, command: c.CloseSession, actor: Actor, now: int) -> Decision:
    if canvas.session.status is Status.CLOSED:
        return []
    purge_at = _day_of_rehearsal(canvas) or now + canvas.session.retention_days * DAY_MS
    ended = {"status": Status.CLOSED, "closed": now, "purge_at": purge_at, "door": False, "stopped": False}
    return [*_put_session(canvas, **ended), *timer_off(canvas)]


def _reopen_session(canvas: Canvas, command: c.ReopenSession, actor: Actor, now: int) -> Decision:
    if canvas.session.status is not Status.CLOSED:
        return []
    return _put_session(canvas, status=Status.LIVE, closed=None, purge_at=_day_of_rehearsal(canvas), door=True)


def _day_of_rehearsal(canvas: Canvas) -> int | None:
    """When a rehearsal goes: a day after it began, whatever is done in it. None for a real session."""
    return canvas.session.purge_at if canvas.session.rehearsal else None


def _open_door(canvas: Canvas, command: c.OpenDoor, actor: Actor, now: int) -> Decision:
    return _put_session(canvas, door=True, ask=False)


def _ask_door(canvas: Canvas, command: c.AskDoor, actor: Actor, now: int) -> Decision:
    return _put_session(canvas, door=True, ask=True)


def _close_door(canvas: Canvas, command: c.CloseDoor, actor: Actor, now: int) -> Decision:
    return _put_session(canvas, door=False)


def _rotate_door(canvas: Canvas, command: c.RotateDoor, actor: Actor, now: int) -> Decision:
    return _put_session(canvas, rotation=canvas.session.rotation + 1)


def _set_meeting(canvas: Canvas, command: c.SetMeeting, actor: Actor, now: int) -> Decision:
    date = clean_line(command.date)
    return Refusal("bad-date") if not is_day(date, with_time=True) else _put_session(canvas, next_meeting=date)


def _go_to_stage(canvas: Canvas, command: c.GoToStage, actor: Actor, now: int) -> Decision:
    if canvas.guide.index(command.stage) < 0:
        return Refusal("stage-unknown")
    if canvas.session.stage != command.from_:
        return Refusal("stale")
    if not command.anyway and not _confirmed_before(canvas, command.stage):
        return Refusal("not-confirmed")
    status = Status.LIVE if canvas.guide.index(command.stage) > 0 else canvas.session.status
    changes = _put_session(canvas, stage=command.stage, status=status)
    stage = canvas.guide.stage(command.stage)
    board = put(canvas, BOARD_ID, _begun(canvas.board, stage))
    spotlight = put(canvas, SPOTLIGHT_ID, Spotlight()) if changes else []
    # Each stage of the circle lets everybody speak, those included who spoke in an earlier one.
    floor = put(canvas, FLOOR_ID, Floor()) if board and stage.form is StageForm.PARTNERS else []
    # What a nudge asked for was asked in that stage.
    nudges = [Change(Nudge.KIND, id, None) for id in canvas.nudges] if changes else []
    return [*changes, *board, *spotlight, *floor, *nudges, *(timer_off(canvas) if changes else [])]


def _begun(board: Board, stage: Stage) -> Board:
    """The board once this stage has begun. What it asks is closed at first, also when an earlier stage asked the same;
    proposals for the frame are open, since the group settles them together."""
    if stage.key in board.begun:
        return board
    kept = [kind for kind in board.open if kind not in stage.kinds]
    opened = (*kept, *stage.kinds) if stage.form is StageForm.FRAME else kept
    return Board((*board.begun, stage.key), tuple(kind for kind in NoteKind if kind in opened))


def _confirmed_before(canvas: Canvas, stage: str) -> bool:
    """Whether the group may come to this stage: once the person's words were confirmed, or it has been further."""
    person = next((place for place, one in enumerate(canvas.guide.stages) if one.form is StageForm.PERSON), None)
    to, here = canvas.guide.index(stage), canvas.guide.index(canvas.session.stage)
    if person is None or to <= max(person, here) or canvas.guide.stage(stage).form is StageForm.CLOSE:
        return True
    return canvas.subject.confirmed is not None or here > person


RULES: Rules = {
    c.CreateSession: Rule(LEAD, _create_session),
    c.EditSession: Rule(LEAD, _edit_session, closed=True, stopped=True, step=True),
    c.CloseSession: Rule(LEAD, _close_session, closed=True, stopped=True),
    c.ReopenSession: Rule(LEAD, _reopen_session, closed=True, stopped=True),
    c.SetMeeting: Rule(LEAD, _set_meeting, step=True),
    c.OpenDoor: Rule(LEAD, _open_door, stopped=True),
    c.AskDoor: Rule(LEAD, _ask_door, stopped=True),
    c.CloseDoor: Rule(LEAD, _close_door, stopped=True),
    c.RotateDoor: Rule(LEAD, _rotate_door, stopped=True),
    c.GoToStage: Rule(LEAD, _go_to_stage, step=True, about="stage"),
}
