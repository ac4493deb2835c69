"""What people do with the whole method, as they know the canvas: everything but notes, the stages and the circle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import Any

State = Mapping[tuple[str, str], Any]
"""The records at the moment up to which a phone knows them, as JSON values, by kind and id."""

Deed = tuple[str, dict[str, Any]] | None
NOTHING = "nothing-here"
REPLIES = ("yes", "no", "try", "unclear")
TITLES = ("Jeugdwet", "Recht op onderwijs", "Huisregels")


class Deeds:
    """Draws what one person does. `words` makes a text that no other has, `new_id` an id."""

    def __init__(self, rng: Random, state: State, words: Callable[[], str], new_id: Callable[[], str]) -> None:
        self._rng, self._state, self._words, self._new_id = rng, state, words, new_id

    def back(self) -> Deed:
        """What lets the others go on, in a session that is closed or stands still."""
        session = next((value for (kind, _), value in self._state.items() if kind == "session"), None)
        if session is None:
            return None
        return (
            ("session.reopen", {})
            if session["status"] == "closed"
            else ("safety.resume", {})
            if session["stopped"]
            else None
        )

    def lead(self) -> Deed:
        """Something that the facilitator does."""
        often = (self._arrange, self._connect, self._control, self._undo, self._agree)
        return self._rng.choice((*often, *often, self._frame, self._door))()

    def seat(self, me: str) -> Deed:
        """Something that this participant does."""
        return self._rng.choice((self._answer, self._answer, self._connect, self._support, self._law, self._score))(me)

    # --- choosing ---

    def _ids(self, kind: str, fits: Callable[[Any], bool] = lambda _: True) -> list[str]:
        return [id for (own, id), value in self._state.items() if own == kind and fits(value)]

    def _one(self, ids: Iterable[str]) -> str:
        return self._rng.choice(list(ids) or [NOTHING])

    def _any(self, deeds: Iterable[Deed]) -> Deed:
        """One of these that is about something that is there."""
        there = [deed for deed in deeds if deed is not None and NOTHING not in deed[1].values()]
        return self._rng.choice(there) if there else None

    def _note(self, *kinds: str) -> str:
        return self._one(self._ids("note", lambda note: note["open"] and (not kinds or note["kind"] in kinds)))

    def _maybe(self, text: str) -> str | None:
        return text if self._rng.random() < 0.6 else None

    # --- the facilitator ---

    def _arrange(self) -> Deed:
        """Notes are laid aside, together and large, and other words are proposed."""
        note = self._note()
        needed = self._note("needed")
        lying = self._one(self._ids("placement", lambda placement: placement["on"]))
        if lying != NOTHING and self._rng.random() < 0.3:
            return "note.unstack", {"note": lying}
        return self._any(
            (
                ("note.aside", {"note": note}),
                ("note.back", {"note": self._one(self._ids("placement"))}),
                ("note.stack", {"note": needed, "on": self._note("needed")}),
                ("spotlight.set", {"note": self._maybe(note)}),
                ("note.propose", {"note": note, "text": self._words()}),
                ("note.propose", {"note": self._note("well", "hard", "keep"), "text": self._words()}),
                ("note.withdraw", {"note": self._one(self._ids("proposal"))}),
            )
        )

    def _frame(self) -> Deed:
        return self._any((("frame.set", {"aim": self._words()}), self._law("")))

    def _agree(self) -> Deed:
        rng, agreement = self._rng, self._one(self._ids("agreement"))
        willing = self._ids("match", lambda match: match["reply"] in ("yes", "try"))
        from_ = {"match": self._one(willing), "asked": self._new_id()} if willing else {}
        return self._any(
            (
                ("agreement.add", {"agreement": self._new_id(), "what": "Samen eten", **from_}),
                ("agreement.edit", {"agreement": agreement, "what": self._words(), "due": "2026-12-01"}),
                ("agreement.remove", {"agreement": agreement}),
                ("meeting.set", {"date": rng.choice(("2026-12-01T10:30", ""))}),
                ("pulse.show", {}),
            )
        )

    def _control(self) -> Deed:
        rng = self._rng
        private = self._one(self._ids("partner"))
        if self._ids("timer", lambda timer: timer["total"] > 0) and rng.random() < 0.7:
            return rng.choice((("timer.pause", {}), ("timer.add", {"seconds": 60}), ("timer.stop", {})))
        return self._any(
            (
                ("timer.start", {"seconds": rng.randrange(1, 600)}),
                ("timer.start", {}),
                ("private.start", {"partners": [private]}),
                ("private.start", {"partners": [private]}),
                ("private.end", {}),
                ("nudge.give", {"participant": self._one(self._ids("participant"))}),
                ("page.set", {"stage": "partners", "partner": private}),
                ("safety.stop", {}),
            )
        )

    def _door(self) -> Deed:
        knock = self._one(self._ids("knock"))
        return self._any(
            (("door.ask", {}), ("knock.admit", {"participant": knock}), ("knock.refuse", {"participant": knock}))
        )

    def _undo(self) -> Deed:
        numbers = [value["number"] for (kind, _), value in self._state.items() if kind == "step"]
        return "undo", {"number": max(numbers, default=1)}

    # --- participants, and some of it the facilitator too ---

    def _connect(self, me: str = "") -> Deed:
        """A need is asked of a partner, or an offer laid on it, or somebody's part in an agreement is asked."""
        need, partner = self._note("need"), self._one(self._ids("partner"))
        agreements = self._ids("agreement")
        ask = {"match": self._new_id()}
        return self._any(
            (
                ("match.ask", {**ask, "need": need, "offer": self._note("offer")}),
                ("match.ask", {**ask, "need": need, "partner": partner}),
                ("match.ask", {**ask, "agreement": self._one(agreements), "partner": partner}),
                ("match.remove", {"match": self._one(self._ids("match", lambda match: match["reply"] is None))}),
            )
        )

    def _answer(self, me: str) -> Deed:
        seat = self._state.get(("participant", me), {}).get("partner")
        asked = self._ids("match", lambda match: match["partner"] == seat)
        mine = self._one(self._ids("proposal", lambda proposal: proposal["author"] == me))
        if not asked or (mine != NOTHING and self._rng.random() < 0.5):
            return self._any(((self._rng.choice(("note.accept", "note.decline")), {"note": mine}),))
        line = self._words() if self._rng.random() < 0.5 else ""
        match = self._rng.choice(asked)
        about = self._state.get(("agreement", self._state[("match", match)]["agreement"] or ""))
        read = {"at": about["at"] if about["edited"] is None else about["edited"]} if about else {}
        return "match.answer", {"match": match, "reply": self._rng.choice(REPLIES), "line": line, **read}

    def _support(self, me: str) -> Deed:
        return "note.support", {"note": self._note("needed", "aim", "vision"), "support": self._rng.random() < 0.7}

    def _law(self, me: str) -> Deed:
        own = self._one(self._ids("law", lambda law: law["author"] == me))
        name = f"{self._rng.choice(TITLES)} {self._words()}"
        return self._any(
            (
                ("law.add", {"law": self._new_id(), "name": name}),
                ("law.edit", {"law": own, "name": name}),
                ("law.remove", {"law": own}),
            )
        )

    def _score(self, me: str) -> Deed:
        return "pulse.set", {
            name: self._rng.randint(1, 5) for name in ("safety", "transparency", "coherence", "connection")
        }
