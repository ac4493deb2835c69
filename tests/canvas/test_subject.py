"""The person concerned: their own words, and the "klopt"."""

from __future__ import annotations

from facilitation.canvas import commands as c
from facilitation.canvas import limits
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import Speaker
from tests.canvas.beginnings import CANVAS, CREATED
from tests.given import (
    ANNA,
    BILAL,
    CHRIS,
    LEAD,
    MOTHER,
    NOW,
    SCHOOL,
    after,
    changes_of,
    refusal,
    seat,
)

NO_KLOPT = (None, None, "")


def klopt(canvas: Canvas) -> tuple[Speaker | None, int | None, str]:
    """Who said it, when, and on which partner's phone."""
    return (canvas.subject.confirmed, canvas.subject.confirmed_at, canvas.subject.confirmed_by)


def test_3_10_new_words_take_back_the_klopt() -> None:
    told = after(CREATED, (c.SetSubject(story="Ik wil naar huis", question="Hoe?"), LEAD))
    confirmed = after(told, (c.ConfirmSubject(Speaker.SPOKESPERSON), LEAD))
    assert klopt(confirmed) == (Speaker.SPOKESPERSON, NOW, "")
    for words in (c.SetSubject(story="Anders"), c.SetSubject(question="Wanneer?"), c.SetSubject(strengths="Zingen")):
        after_words = after(confirmed, (words, LEAD))
        assert klopt(after_words) == NO_KLOPT
    for same in (c.SetSubject(alias="Robin"), c.SetSubject(age="11"), c.SetSubject(story=" Ik wil naar huis\n")):
        assert after(confirmed, (same, LEAD)).subject.confirmed is Speaker.SPOKESPERSON


def test_words_are_confirmed_by_a_seat_or_the_lead_and_once() -> None:
    assert refusal(CANVAS, c.ConfirmSubject(), LEAD) == "nothing-to-confirm"
    told = after(CANVAS, (c.SetSubject(question="Hoe?"), LEAD))
    by_seat = after(told, (c.ConfirmSubject(), seat(ANNA)))
    assert (by_seat.subject.confirmed, by_seat.subject.confirmed_by) == (Speaker.PERSON, MOTHER)
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


def test_3_10_the_facilitator_takes_a_klopt_back_that_somebody_else_pressed() -> None:
    told = after(CANVAS, (c.SetSubject(question="Hoe?"), LEAD))
    said = after(told, (c.ConfirmSubject(), seat(ANNA)))
    assert refusal(said, c.UnconfirmSubject(), seat(ANNA)) == "forbidden"
    taken = after(said, (c.UnconfirmSubject(), LEAD))
    assert taken.subject == told.subject
    assert changes_of(taken, c.UnconfirmSubject(), LEAD) == []
    assert after(taken, (c.Undo(taken.steps[0][1].number), LEAD)).subject == said.subject
    again = after(taken, (c.ConfirmSubject(Speaker.SPOKESPERSON), seat(BILAL)), now=NOW + 9)
    assert klopt(again) == (Speaker.SPOKESPERSON, NOW + 9, SCHOOL)
    assert after(again, (c.Undo(again.steps[0][1].number), LEAD)).subject == again.subject, "said since, to these words"


def test_3_16_a_klopt_said_since_stays_where_the_facilitators_own_is_taken_back() -> None:
    told = after(CANVAS, (c.SetSubject(question="Hoe?"), LEAD))
    own = after(told, (c.ConfirmSubject(), LEAD))
    other = after(own, (c.UnconfirmSubject(), LEAD), (c.ConfirmSubject(), seat(ANNA)), now=NOW + 9)
    back = after(other, (c.Undo(other.steps[0][1].number), LEAD))
    back = after(back, (c.Undo(back.steps[0][1].number), LEAD))
    assert klopt(back) == (Speaker.PERSON, NOW + 9, MOTHER)


SAM = "partner-own1"
"""The own seat of the person concerned, at which Chris sits."""
TOLD = after(CANVAS, (c.SetSubject(question="Hoe?"), LEAD), (c.AddPartner(SAM, "Sam zelf", own=True), LEAD))
SITS = (c.EditParticipant(SAM), seat(CHRIS))


def test_3_10_beside_the_seat_of_the_person_themself_nobody_says_it_for_them() -> None:
    assert klopt(after(TOLD, (c.ConfirmSubject(Speaker.SPOKESPERSON), seat(ANNA))))[0] is Speaker.SPOKESPERSON
    there = after(TOLD, SITS)
    for speaker in Speaker:
        assert refusal(there, c.ConfirmSubject(speaker), seat(ANNA)) == "own-confirms"
    assert klopt(after(there, (c.ConfirmSubject(Speaker.SPOKESPERSON), LEAD))) == (Speaker.SPOKESPERSON, NOW, "")
    said = after(there, (c.ConfirmSubject(), seat(CHRIS)))
    assert klopt(said) == (Speaker.PERSON, NOW, SAM)
    assert changes_of(said, c.ConfirmSubject(Speaker.SPOKESPERSON), seat(ANNA)) == []
    again = after(there, (c.RemoveParticipant(CHRIS), LEAD))
    assert refusal(again, c.ConfirmSubject(), seat(ANNA)) is None


def test_3_10_what_was_said_for_the_person_makes_room_for_their_own_word() -> None:
    for speaker in Speaker:
        said = after(TOLD, (c.ConfirmSubject(speaker), seat(ANNA)), SITS)
        assert changes_of(said, c.ConfirmSubject(Speaker.SPOKESPERSON), seat(CHRIS)) == []
        assert changes_of(said, c.ConfirmSubject(), seat(BILAL)) == []
        own = after(said, (c.ConfirmSubject(), seat(CHRIS)), now=NOW + 9)
        assert klopt(own) == (Speaker.PERSON, NOW + 9, SAM)
        assert changes_of(own, c.ConfirmSubject(), seat(CHRIS)) == []
    pressed = after(TOLD, SITS, (c.ConfirmSubject(Speaker.SPOKESPERSON), LEAD))
    own = after(pressed, (c.ConfirmSubject(), seat(CHRIS)), now=NOW + 9)
    assert klopt(own) == (Speaker.PERSON, NOW + 9, SAM)
    assert after(own, (c.Undo(own.steps[0][1].number), LEAD)).subject == own.subject, "that step is the facilitator's"
    aloud = after(TOLD, SITS, (c.ConfirmSubject(), LEAD))
    assert changes_of(aloud, c.ConfirmSubject(), seat(CHRIS)) == []


def test_3_25_the_persons_own_seat_is_called_by_their_alias_of_now() -> None:
    def called(name: str, alias: str, *others: str) -> str:
        """What the own seat of Sam with this name is called when Sam gets another alias."""
        more = [(c.AddPartner(f"partner-{number}", other), LEAD) for number, other in enumerate(others)]
        begun = after(CREATED, (c.AddPartner("partner-own1", name, own=True), LEAD), *more)
        given = after(begun, (c.SetSubject(alias=alias), LEAD))
        back = after(given, (c.Undo(given.steps[0][1].number), LEAD))
        assert (back.subject, dict(back.partners)) == (begun.subject, dict(begun.partners))
        return given.partners["partner-own1"].name

    assert called("Sam zelf", "Robin") == "Robin zelf"
    assert called("sam", "Robin") == "Robin"
    assert called("Samira", "Robin") == "Samira"
    assert called("De kanjer", "Robin") == "De kanjer"
    assert called("Sam zelf", "Robin", "robin zelf") == "Sam zelf"
    assert called("Sam " + "x" * 56, "R" * 40) == "Sam " + "x" * 56
    named = after(CREATED, (c.AddPartner("partner-sam1", "Sam"), LEAD), (c.SetSubject(alias="Robin"), LEAD))
    assert named.partners["partner-sam1"].name == "Sam", "that seat is not their own"
    same = after(CREATED, (c.AddPartner("partner-own1", "sam", own=True), LEAD), (c.SetSubject(age="11"), LEAD))
    assert same.partners["partner-own1"].name == "sam"
