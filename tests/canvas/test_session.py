"""The session: its beginning, its end, its stages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.decide import RULES
from facilitation.canvas.records import Status, Timer
from facilitation.canvas.rules.session import DAY_MS
from tests.canvas.beginnings import CREATED, EMPTY, WISH, WITH_NOTES
from tests.given import (
    ANNA,
    CREATE,
    GUIDE,
    LEAD,
    MOTHER,
    NOW,
    SCHOOL,
    TEAM,
    after,
    changes_of,
    refusal,
    seat,
)


def test_a_session_begins_at_its_first_stage_with_its_partners_in_order() -> None:
    assert (CREATED.session.stage, CREATED.session.status, CREATED.session.door) == ("welcome", Status.OPEN, True)
    assert [(id, partner.name) for id, partner in CREATED.seats] == [
        (MOTHER, "Moeder"),
        (SCHOOL, "School"),
        (TEAM, "Wijkteam"),
    ]
    assert (CREATED.subject.alias, CREATED.board.begun, CREATED.floor.partner) == ("Sam", ("welcome",), None)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " \n"}, "empty"),
        ({"title": "x" * (limits.TITLE + 1)}, "too-long"),
        ({"alias": ""}, "empty"),
        ({"age": "x" * (limits.AGE + 1)}, "too-long"),
        ({"guide": replace(GUIDE, stages=())}, "guide-empty"),
        ({"partners": ((MOTHER, "Moeder"), (SCHOOL, " moeder "))}, "name-taken"),
        ({"partners": ((MOTHER, "Moeder"), (MOTHER, "School"))}, "exists"),
        ({"partners": ((MOTHER, ""),)}, "empty"),
        ({"partners": tuple((f"partner-{n:03}", f"P{n}") for n in range(limits.PARTNERS + 1))}, "too-many-partners"),
    ],
)
def test_a_session_that_cannot_begin(changed: dict[str, object], code: str) -> None:
    assert refusal(EMPTY, replace(CREATE, **changed), LEAD) == code


def test_a_session_begins_once() -> None:
    assert refusal(CREATED, CREATE, LEAD) == "session-exists"
    for command in RULES:
        if command in (c.OpenDoor, c.NextFloor, c.CloseSession):
            assert refusal(EMPTY, command(), LEAD) == "session-unknown"


def test_3_11_a_closed_session_takes_three_commands() -> None:
    closed = after(WITH_NOTES, (c.CloseSession(), LEAD))
    assert (closed.session.closed, closed.session.purge_at) == (NOW, NOW + 30 * DAY_MS)
    assert not closed.session.door
    assert refusal(closed, c.AddNote("note-0009", WISH, "Te laat"), seat(ANNA)) == "session-closed"
    assert refusal(closed, c.OpenDoor(), LEAD) == "session-closed"
    assert changes_of(closed, c.CloseSession(), LEAD) == []
    assert after(closed, (c.EditSession("Anders"), LEAD)).session.title == "Anders"
    again = after(closed, (c.ReopenSession(), LEAD))
    assert (again.session.status, again.session.closed, again.session.purge_at) == (Status.LIVE, None, None)
    assert again.notes == WITH_NOTES.notes


def test_3_8_a_stage_is_left_only_from_where_one_is() -> None:
    there = after(CREATED, (c.GoToStage("person", from_="welcome"), LEAD))
    assert there.session.status is Status.LIVE
    assert refusal(there, c.GoToStage("partners", from_="welcome"), LEAD) == "stale"
    assert refusal(there, c.GoToStage("elsewhere", from_="person"), LEAD) == "stage-unknown"
    back = after(there, (c.GoToStage("welcome", from_="person"), LEAD))
    assert back.session.stage == "welcome"


def test_going_back_takes_nothing_away() -> None:
    back = after(WITH_NOTES, (c.GoToStage("person", from_="partners"), LEAD))
    assert (back.notes, back.board.open) == (WITH_NOTES.notes, WITH_NOTES.board.open)


def test_3_10_nobody_goes_past_the_person_unless_klopt_was_said_or_anyway() -> None:
    at = after(CREATED, (c.GoToStage("person", from_="welcome"), LEAD))
    assert refusal(at, c.GoToStage("partners", from_="person"), LEAD) == "not-confirmed"
    assert refusal(CREATED, c.GoToStage("partners", from_="welcome"), LEAD) == "not-confirmed"
    assert refusal(at, c.GoToStage("close", from_="person"), LEAD) is None, "a session can always be ended"
    assert refusal(at, c.GoToStage("welcome", from_="person"), LEAD) is None
    anyway = after(at, (c.GoToStage("partners", from_="person", anyway=True), LEAD))
    back = after(anyway, (c.GoToStage("person", from_="partners"), LEAD))
    assert refusal(back, c.GoToStage("partners", from_="person"), LEAD) == "not-confirmed"
    told = after(back, (c.SetSubject(story="Ik"), LEAD), (c.ConfirmSubject(), LEAD))
    assert refusal(told, c.GoToStage("partners", from_="person"), LEAD) is None


@pytest.mark.parametrize("date", ["2026-12-01", "2028-02-29", "2026-12-01T10:30", ""])
def test_the_next_meeting_is_a_day_with_a_time_or_without(date: str) -> None:
    assert after(CREATED, (c.SetMeeting(f" {date} "), LEAD)).session.next_meeting == date


@pytest.mark.parametrize(
    "date", ["2026-02-29", "2026-13-01", "2026-12-01T24:00", "2026-12-01 10:30", "1-12-2026", "٢٠٢٦-١٢-٠١", "morgen"]
)
def test_what_is_no_day_is_no_meeting(date: str) -> None:
    assert refusal(CREATED, c.SetMeeting(date), LEAD) == "bad-date"


def test_a_stage_takes_the_spotlight_off() -> None:
    lit = after(WITH_NOTES, (c.SetSpotlight("note-0001"), LEAD))
    assert after(lit, (c.GoToStage("person", from_="partners"), LEAD)).spotlight.note is None


def test_3_24_the_timer_ends_with_its_stage_and_taking_the_step_back_does_not_bring_it_back() -> None:
    counting = after(WITH_NOTES, (c.StartTimer(600, sound=True), LEAD))
    assert after(counting, (c.GoToStage("partners", from_="partners"), LEAD)).timer == counting.timer
    gone_on = after(counting, (c.GoToStage("close", from_="partners"), LEAD))
    back = after(gone_on, (c.Undo(gone_on.steps[0][1].number), LEAD))
    closed = after(counting, (c.CloseSession(), LEAD))
    assert gone_on.timer == back.timer == closed.timer == Timer(sound=True)
    assert back.session.stage == "partners"


def test_closing_ends_a_safety_stop_and_shuts_the_door() -> None:
    closed = after(WITH_NOTES, (c.StopForSafety(), LEAD), (c.CloseSession(), LEAD))
    assert not closed.session.stopped
    assert not closed.session.door
