"""The person concerned: their own words, and the "klopt"."""

from __future__ import annotations

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.records import Speaker
from tests.canvas.beginnings import CANVAS, CREATED
from tests.given import (
    ANNA,
    LEAD,
    NOW,
    after,
    changes_of,
    refusal,
    seat,
)


def test_3_10_new_words_take_back_the_klopt() -> None:
    told = after(CREATED, (c.SetSubject(story="Ik wil naar huis", question="Hoe?"), LEAD))
    confirmed = after(told, (c.ConfirmSubject(Speaker.SPOKESPERSON), LEAD))
    assert (confirmed.subject.confirmed, confirmed.subject.confirmed_at) == (Speaker.SPOKESPERSON, NOW)
    for words in (c.SetSubject(story="Anders"), c.SetSubject(question="Wanneer?"), c.SetSubject(strengths="Zingen")):
        after_words = after(confirmed, (words, LEAD))
        assert (after_words.subject.confirmed, after_words.subject.confirmed_at) == (None, None)
    for same in (c.SetSubject(alias="Robin"), c.SetSubject(age="11"), c.SetSubject(story=" Ik wil naar huis\n")):
        assert after(confirmed, (same, LEAD)).subject.confirmed is Speaker.SPOKESPERSON


def test_words_are_confirmed_by_a_seat_or_the_lead_and_once() -> None:
    assert refusal(CANVAS, c.ConfirmSubject(), LEAD) == "nothing-to-confirm"
    told = after(CANVAS, (c.SetSubject(question="Hoe?"), LEAD))
    by_seat = after(told, (c.ConfirmSubject(), seat(ANNA)))
    assert by_seat.subject.confirmed is Speaker.PERSON
    assert changes_of(by_seat, c.ConfirmSubject(Speaker.SPOKESPERSON), LEAD) == []


def test_the_words_of_the_person_stand_literally() -> None:
    story = "Ik wil <b>thuis</b> slapen.\n\n“Niet” weer verhuizen… 🙂"
    assert after(CREATED, (c.SetSubject(story=story), LEAD)).subject.story == story
    assert refusal(CREATED, c.SetSubject(alias=" "), LEAD) == "empty"
    assert refusal(CREATED, c.SetSubject(story="x" * (limits.STORY + 1)), LEAD) == "too-long"
    assert refusal(CREATED, c.SetSubject(story="x" * limits.STORY), LEAD) is None


def test_3_16_a_klopt_that_the_facilitator_pressed_is_a_step() -> None:
    told = after(CANVAS, (c.SetSubject(story="Ik"), LEAD))
    assert after(told, (c.ConfirmSubject(), LEAD)).steps[0][1].name == "subject.confirm"
    assert after(told, (c.ConfirmSubject(), seat(ANNA))).steps == told.steps
