"""Agreements: who does what, with what means, by when; nobody writes who (3.20)."""

from __future__ import annotations

from dataclasses import replace

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.records import Agreement, Match
from facilitation.canvas.replies import Reply
from tests.canvas.beginnings import BEGUN
from tests.given import ANNA, BILAL, CHRIS, LEAD, MOTHER, NOW, SCHOOL, TEAM, after, changes_of, refusal, seat

SAID, LATER = "Elke dinsdag samen eten", NOW + 60_000
YES = after(
    BEGUN,
    (c.AskMatch("match-001", need="note-0003", offer="note-0001"), LEAD),
    (c.AnswerMatch("match-001", Reply.YES, "in de aula"), seat(CHRIS)),
)
FROM_MATCH = c.AddAgreement("agreement-1", SAID, "in de aula", match="match-001", asked="match-002")
AGREED = after(YES, (FROM_MATCH, LEAD))
REWORDED = after(AGREED, (c.EditAgreement("agreement-1", what="Elke dag samen eten"), LEAD), now=LATER)


def who(canvas: Canvas) -> tuple[str, ...]:
    return canvas.agreements["agreement-1"].who


def test_an_agreement_is_made_fresh_or_from_a_match_to_which_somebody_is_willing() -> None:
    assert AGREED.agreements["agreement-1"] == Agreement(SAID, NOW, (SCHOOL,), "in de aula", "", "match-001")
    assert AGREED.matches["match-002"] == Match(
        SCHOOL, NOW, agreement="agreement-1", reply=Reply.YES, line="in de aula"
    )
    assert after(BEGUN, (c.AddAgreement("agreement-1", "Bellen"), LEAD)).agreements["agreement-1"].who == ()
    no = after(YES, (c.AnswerMatch("match-001", Reply.NO), seat(CHRIS)))
    assert refusal(no, FROM_MATCH, LEAD) == "not-willing"
    assert refusal(BEGUN, FROM_MATCH, LEAD) == "match-unknown"
    assert refusal(YES, replace(FROM_MATCH, asked=None), LEAD) == "bad-request"
    assert refusal(YES, replace(FROM_MATCH, asked="match-001"), LEAD) == "exists"
    of_another = replace(FROM_MATCH, agreement="agreement-2", match="match-002", asked="match-003")
    assert refusal(AGREED, of_another, LEAD) == "match-unknown", "that asks for a part in another agreement"
    assert changes_of(AGREED, FROM_MATCH, LEAD) == []
    assert refusal(AGREED, c.AddAgreement("agreement-1", "Anders"), LEAD) == "exists"
    assert refusal(BEGUN, c.AddAgreement("agreement-1", "Bellen", due="2026-12-01T10:00"), LEAD) == "bad-date"


def test_3_20_in_other_words_than_those_of_the_match_its_partner_is_asked() -> None:
    asked = Match(SCHOOL, NOW, agreement="agreement-1")
    for other in ({"what": "Samen eten"}, {"means": "Een bus"}, {"due": "2026-12-01"}):
        made = after(YES, (replace(FROM_MATCH, **other), LEAD))
        assert (who(made), made.matches["match-002"]) == ((), asked)
    edited = after(YES, (c.EditNote("note-0001", "Elke dag samen eten"), seat(BILAL)), now=LATER)
    made = after(edited, (replace(FROM_MATCH, what="Elke dag samen eten"), LEAD))
    assert who(made) == (), "they said yes before these words stood there"
    assert who(after(YES, (replace(FROM_MATCH, means=""), LEAD))) == (SCHOOL,)


def test_3_20_a_partner_comes_in_by_answering_and_goes_out_by_answering_otherwise() -> None:
    asked = after(AGREED, (c.AskMatch("match-003", MOTHER, agreement="agreement-1"), LEAD))
    assert who(asked) == (SCHOOL,)
    joined = after(asked, (c.AnswerMatch("match-003", Reply.TRY), seat(ANNA)))
    assert who(joined) == (SCHOOL, MOTHER)
    out = after(joined, (c.AnswerMatch("match-002", Reply.UNCLEAR), seat(BILAL)))
    assert who(out) == (MOTHER,)
    again = after(out, (c.AnswerMatch("match-002", Reply.YES), seat(BILAL)))
    assert who(again) == (MOTHER, SCHOOL)
    need = after(again, (c.AnswerMatch("match-001", Reply.NO), seat(BILAL)))
    assert who(need) == (MOTHER, SCHOOL), "what they said about the need is another question"


def test_3_20_when_the_words_change_those_who_answered_are_asked_anew() -> None:
    both = after(
        AGREED,
        (c.AskMatch("match-003", MOTHER, agreement="agreement-1"), LEAD),
        (c.AnswerMatch("match-003", Reply.NO, "niet op dinsdag"), seat(ANNA)),
    )
    for edit in ({"what": "Anders"}, {"means": ""}, {"due": "2026-12-01"}):
        changed = after(both, (c.EditAgreement("agreement-1", **edit), LEAD), now=LATER)
        assert (who(changed), changed.agreements["agreement-1"].edited) == ((), LATER)
        assert changed.matches["match-002"] == replace(both.matches["match-002"], reply=None, again=True)
        assert changed.matches["match-003"] == replace(both.matches["match-003"], reply=None, again=True)
        assert changed.matches["match-003"].line == "niet op dinsdag", "what they added is theirs"
        assert refusal(changed, c.RemoveMatch("match-003"), LEAD) == "answered"
        assert refusal(changed, c.RemoveMatch("match-002"), LEAD) is None, "that was taken over, and not said"
        tries = c.AnswerMatch("match-003", Reply.TRY, "niet op dinsdag", at=LATER)
        said = after(changed, (tries, seat(ANNA)), now=LATER + 1)
        assert (who(said), said.matches["match-003"].again) == ((MOTHER,), False)
    assert changes_of(AGREED, c.EditAgreement("agreement-1", SAID, "in de aula", ""), LEAD) == []
    assert refusal(AGREED, c.EditAgreement("agreement-1", what=" "), LEAD) == "empty"
    assert refusal(AGREED, c.EditAgreement("agreement-none", what="x"), LEAD) == "agreement-unknown"


def test_3_20_a_yes_to_words_that_changed_on_the_way_is_none() -> None:
    yes = c.AnswerMatch("match-002", Reply.YES, at=NOW)
    assert refusal(REWORDED, yes, seat(BILAL)) == "reworded"
    assert who(after(REWORDED, (replace(yes, at=LATER), seat(BILAL)))) == (SCHOOL,)
    at_once = after(AGREED, (c.EditAgreement("agreement-1", what="Anders"), LEAD))
    assert refusal(at_once, yes, seat(BILAL)) == "reworded", "also within the same millisecond"
    assert refusal(REWORDED, replace(yes, at=None), seat(BILAL)) == "reworded", "from a page that knows no other words"
    assert refusal(AGREED, replace(yes, at=None), seat(BILAL)) is None
    for at in (NOW, None):
        assert refusal(YES, c.AnswerMatch("match-001", Reply.TRY, at=at), seat(BILAL)) is None


def test_3_16_an_answer_belongs_to_the_words_to_which_it_was_given() -> None:
    def back(canvas: Canvas) -> Canvas:
        return after(canvas, (c.Undo(canvas.steps[0][1].number), LEAD))

    unanswered = back(REWORDED)
    assert (unanswered.agreements, unanswered.matches) == (AGREED.agreements, AGREED.matches)
    assert back(unanswered).matches.keys() == {"match-001"}, "an agreement that nobody touched goes whole"
    answered = after(REWORDED, (c.AnswerMatch("match-002", Reply.YES, "elke dag", LATER), seat(BILAL)), now=LATER)
    asked = back(answered)
    assert asked.agreements["agreement-1"] == replace(AGREED.agreements["agreement-1"], who=())
    assert asked.matches["match-002"] == replace(answered.matches["match-002"], reply=None, again=True)
    assert back(asked).agreements.keys() == {"agreement-1"}, "they have answered about it"


def test_a_part_goes_along_with_who_offered_it() -> None:
    alone = after(AGREED, (c.EditParticipant(partner=TEAM), seat(CHRIS)))
    moved = after(alone, (c.EditParticipant(partner=MOTHER), seat(BILAL)))
    assert (who(moved), moved.matches["match-002"].partner) == ((MOTHER,), MOTHER)
    both = after(alone, (c.AskMatch("match-003", MOTHER, agreement="agreement-1"), LEAD))
    stays = after(both, (c.EditParticipant(partner=MOTHER), seat(BILAL)))
    assert (who(stays), stays.matches["match-002"].partner) == ((SCHOOL,), SCHOOL)


def test_3_20_a_yes_that_may_be_of_those_who_stay_does_not_go_along() -> None:
    """Chris said yes for the school to what Bilal offered; Bilal goes to sit with the mother, who said nothing."""
    moved = after(AGREED, (c.EditParticipant(partner=MOTHER), seat(BILAL)))
    assert (who(moved), moved.matches["match-002"]) == ((), Match(MOTHER, NOW, agreement="agreement-1"))
    said = after(AGREED, (c.AnswerMatch("match-002", Reply.TRY, "met de fiets"), seat(CHRIS)))
    stays = after(said, (c.EditParticipant(partner=MOTHER), seat(BILAL)))
    assert (who(stays), stays.matches["match-002"]) == ((SCHOOL,), said.matches["match-002"])
    asked = after(REWORDED, (c.EditParticipant(partner=MOTHER), seat(BILAL)))
    back = after(asked, (c.Undo(asked.steps[0][1].number), LEAD))
    assert (who(asked), who(back)) == ((), (SCHOOL,)), "nor does one that a step brings back"


def test_an_agreement_outlives_the_need_from_which_it_came() -> None:
    gone = after(AGREED, (c.RemoveNote("note-0003"), seat(ANNA)))
    assert (who(gone), gone.agreements["agreement-1"].match, gone.matches.keys()) == ((SCHOOL,), None, {"match-002"})


def test_with_an_agreement_goes_what_was_asked_for_it() -> None:
    gone = after(AGREED, (c.RemoveAgreement("agreement-1"), LEAD))
    assert (dict(gone.agreements), gone.matches.keys()) == ({}, {"match-001"})
    assert changes_of(gone, c.RemoveAgreement("agreement-1"), LEAD) == []
