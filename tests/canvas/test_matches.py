"""Matches: needs meet offers, and whoever is asked answers (3.19)."""

from __future__ import annotations

import pytest

from facilitation.canvas import commands as c
from facilitation.canvas.replies import Reply
from tests.canvas.beginnings import BEGUN, WITH_NOTES
from tests.given import ANNA, BILAL, CHRIS, LEAD, MOTHER, NOW, SCHOOL, TEAM, after, changes_of, refusal, seat

BOTH = c.AskMatch("match-001", need="note-0003", offer="note-0001")
ASKED = after(BEGUN, (BOTH, LEAD))


def test_with_an_offer_the_partner_is_the_one_whose_offer_it_is() -> None:
    assert (ASKED.matches["match-001"].partner, ASKED.matches["match-001"].reply) == (SCHOOL, None)
    assert refusal(BEGUN, c.AskMatch("match-001", MOTHER, "note-0003", "note-0001"), LEAD) == "bad-request"
    assert changes_of(ASKED, BOTH, LEAD) == []
    assert refusal(ASKED, c.AskMatch("match-002", need="note-0003", offer="note-0001"), seat(ANNA)) == "asked-already"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.AskMatch("match-001"), "bad-request"),
        (c.AskMatch("match-001", MOTHER), "bad-request"),
        (c.AskMatch("match-001", offer="note-0001"), "bad-request"),
        (c.AskMatch("match-001", MOTHER, need="note-0001"), "note-unknown"),
        (c.AskMatch("match-001", need="note-0003", offer="note-0003"), "note-unknown"),
        (c.AskMatch("match-001", need="note-0003"), "partner-unknown"),
        (c.AskMatch("match-001", MOTHER, agreement="agreement-none"), "agreement-unknown"),
    ],
)
def test_what_cannot_be_asked(command: c.AskMatch, code: str) -> None:
    assert refusal(BEGUN, command, LEAD) == code


def test_a_need_that_is_not_open_cannot_be_asked_for() -> None:
    aside = after(BEGUN, (c.LayAside("note-0003"), LEAD))
    assert refusal(aside, BOTH, LEAD) == "note-unknown"
    assert refusal(WITH_NOTES, BOTH, LEAD) == "not-yet"


def test_3_19_only_the_partner_who_was_asked_answers_and_anybody_there_may() -> None:
    assert refusal(ASKED, c.AnswerMatch("match-001", Reply.YES), seat(ANNA)) == "not-asked"
    assert refusal(ASKED, c.AnswerMatch("match-001", Reply.YES), LEAD) == "forbidden"
    answered = after(ASKED, (c.AnswerMatch("match-001", Reply.TRY, " vanaf mei "), seat(CHRIS)), now=NOW + 7)
    match = answered.matches["match-001"]
    assert (match.reply, match.line, match.replied) == (Reply.TRY, "vanaf mei", NOW + 7)
    assert answered.willing == {"note-0003", "note-0001"}
    again = after(answered, (c.AnswerMatch("match-001", Reply.NO), seat(BILAL)))
    assert (again.matches["match-001"].reply, again.willing) == (Reply.NO, frozenset())


def test_3_19_whoever_lays_an_own_offer_on_a_need_says_yes() -> None:
    assert after(BEGUN, (BOTH, seat(BILAL))).matches["match-001"].reply is Reply.YES
    assert after(BEGUN, (BOTH, seat(CHRIS))).matches["match-001"].reply is None, (
        "of the same partner, and not their own"
    )
    assert after(BEGUN, (BOTH, seat(ANNA))).matches["match-001"].by == ANNA


def test_3_19_what_was_asked_is_taken_back_by_whoever_asked_until_it_is_answered() -> None:
    theirs = after(BEGUN, (c.AskMatch("match-001", TEAM, need="note-0003"), seat(ANNA)))
    assert refusal(theirs, c.RemoveMatch("match-001"), seat(BILAL)) == "not-yours"
    for who in (seat(ANNA), LEAD):
        assert dict(after(theirs, (c.RemoveMatch("match-001"), who)).matches) == {}
    answered = after(ASKED, (c.AnswerMatch("match-001", Reply.UNCLEAR), seat(CHRIS)))
    assert refusal(answered, c.RemoveMatch("match-001"), LEAD) == "answered"
