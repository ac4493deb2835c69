"""Agreements: who does what, with what means, by when; nobody writes who (3.20)."""

from __future__ import annotations

from facilitation.canvas import commands as c
from facilitation.canvas.records import Agreement, Reply
from tests.canvas.beginnings import BEGUN
from tests.given import ANNA, BILAL, CHRIS, LEAD, MOTHER, NOW, SCHOOL, after, changes_of, refusal, seat

YES = after(
    BEGUN,
    (c.AskMatch("match-001", need="note-0003", offer="note-0001"), LEAD),
    (c.AnswerMatch("match-001", Reply.YES), seat(CHRIS)),
)
FROM_MATCH = c.AddAgreement("agreement-1", "Samen eten", "Een tafel", "2026-12-01", "match-001")
AGREED = after(YES, (FROM_MATCH, LEAD))


def test_an_agreement_is_made_fresh_or_from_a_match_to_which_somebody_is_willing() -> None:
    assert AGREED.agreements["agreement-1"] == Agreement(
        "Samen eten", NOW, (SCHOOL,), "Een tafel", "2026-12-01", "match-001"
    )
    assert after(BEGUN, (c.AddAgreement("agreement-1", "Bellen"), LEAD)).agreements["agreement-1"].who == ()
    no = after(YES, (c.AnswerMatch("match-001", Reply.NO), seat(CHRIS)))
    assert refusal(no, FROM_MATCH, LEAD) == "not-willing"
    assert refusal(BEGUN, FROM_MATCH, LEAD) == "match-unknown"
    assert changes_of(AGREED, FROM_MATCH, LEAD) == []
    assert refusal(AGREED, c.AddAgreement("agreement-1", "Anders"), LEAD) == "exists"
    assert refusal(BEGUN, c.AddAgreement("agreement-1", "Bellen", due="2026-12-01T10:00"), LEAD) == "bad-date"


def test_3_20_a_partner_comes_in_by_answering_and_goes_out_by_answering_otherwise() -> None:
    asked = after(AGREED, (c.AskMatch("match-002", MOTHER, agreement="agreement-1"), LEAD))
    assert asked.agreements["agreement-1"].who == (SCHOOL,)
    joined = after(asked, (c.AnswerMatch("match-002", Reply.TRY), seat(ANNA)))
    assert joined.agreements["agreement-1"].who == (SCHOOL, MOTHER)
    out = after(joined, (c.AnswerMatch("match-001", Reply.UNCLEAR), seat(BILAL)))
    assert out.agreements["agreement-1"].who == (MOTHER,)
    again = after(out, (c.AnswerMatch("match-001", Reply.YES), seat(BILAL)))
    assert again.agreements["agreement-1"].who == (MOTHER, SCHOOL)


def test_an_agreement_is_changed_without_changing_whom_it_names() -> None:
    changed = after(AGREED, (c.EditAgreement("agreement-1", due=""), LEAD))
    assert changed.agreements["agreement-1"] == Agreement("Samen eten", NOW, (SCHOOL,), "Een tafel", "", "match-001")
    assert refusal(AGREED, c.EditAgreement("agreement-1", what=" "), LEAD) == "empty"
    assert refusal(AGREED, c.EditAgreement("agreement-none", what="x"), LEAD) == "agreement-unknown"


def test_with_an_agreement_goes_what_was_asked_for_it() -> None:
    asked = after(AGREED, (c.AskMatch("match-002", MOTHER, agreement="agreement-1"), LEAD))
    gone = after(asked, (c.RemoveAgreement("agreement-1"), LEAD))
    assert (dict(gone.agreements), gone.matches.keys()) == ({}, {"match-001"})
    assert changes_of(gone, c.RemoveAgreement("agreement-1"), LEAD) == []
