"""What simulated participants do in a rehearsal: at each press what fits the stage at hand. Pure, but for new ids.

They sit one to a partner at which nobody else sits, and say what stands in the catalogue `rehearsal`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from facilitation.canvas import commands as c
from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import FRAME_KINDS, NoteKind, StageForm
from facilitation.canvas.replies import Reply
from facilitation.canvas.views import Actor, Role
from facilitation.locale import say
from facilitation.rooms.keys import new_id

_MARK = "sim-"
_TEXTS = 3
"""How many texts the catalogue has for each kind of note."""

_REPLIES = (Reply.YES, Reply.TRY, Reply.UNCLEAR, Reply.NO)

Given = tuple[c.Command, Actor]


def joining(canvas: Canvas) -> list[Given]:
    """Somebody for every partner at which nobody sits yet."""
    taken = {person.partner for person in canvas.participants.values()}
    door = Actor(Role.DOOR)
    return [(c.Join(_MARK + partner, partner), door) for partner, _ in canvas.seats if partner not in taken]


def played(canvas: Canvas) -> list[str]:
    """The participants who are played, in their order around the circle."""
    return [_MARK + id for id, _ in canvas.seats if _MARK + id in canvas.participants]


def acting(canvas: Canvas) -> list[Given]:
    """What those who are there do now; nothing while there is only something to listen to."""
    actors = [Actor(Role.SEAT, participant) for participant in played(canvas)]
    acts = _ACTS.get(canvas.guide.stage(canvas.session.stage).form, ())
    return [given for act in acts for given in act(canvas, actors)]


def _writing(canvas: Canvas, actors: list[Actor]) -> Iterator[Given]:
    """A note of every kind that is asked, from everybody who has none of it in this stage."""
    stage = canvas.guide.stage(canvas.session.stage)
    written = {(note.author, note.kind) for note in canvas.notes.values() if note.stage == stage.key}
    for place, actor in enumerate(actors):
        for kind in stage.kinds:
            own = FRAME_KINDS[place % len(FRAME_KINDS)] if stage.form is StageForm.FRAME else kind
            if kind is own and (actor.participant, kind) not in written:
                text = say(canvas.session.language, f"rehearsal.{kind}-{1 + place % _TEXTS}")
                yield c.AddNote(new_id(), kind, text, named=place % 2 == 0), actor


def _supporting(canvas: Canvas, actors: list[Actor]) -> Iterator[Given]:
    """Everybody supports one note that somebody else wrote and all can read."""
    kinds = canvas.guide.stage(canvas.session.stage).kinds
    for place, actor in enumerate(actors):
        others = [
            id
            for id, note in sorted(canvas.notes.items(), key=lambda item: (item[1].at, item[0]))
            if note.kind in kinds and note.author != actor.participant and canvas.in_sight(id)
        ]
        if others and not any(support.by == actor.participant for support in canvas.supports.values()):
            yield c.SupportNote(others[place % min(2, len(others))]), actor


def _answering(canvas: Canvas, actors: list[Actor]) -> Iterator[Given]:
    """Whoever was asked something answers: yes more often than not, and no as well."""
    sitting = {canvas.participants[actor.participant or ""].partner: actor for actor in actors}
    asked = sorted(canvas.matches.items(), key=lambda item: (item[1].at, item[0]))
    for place, (id, match) in enumerate(asked):
        if match.reply is None and match.partner in sitting:
            agreement = canvas.agreements.get(match.agreement or "")
            at = agreement.worded if agreement else None
            yield c.AnswerMatch(id, _REPLIES[place % len(_REPLIES)], at=at), sitting[match.partner]


def _offering(canvas: Canvas, actors: list[Actor]) -> Iterator[Given]:
    """Everybody who has an offer lays it on the first need of somebody else, once."""
    needs = [(id, note) for id, note in canvas.notes.items() if note.kind is NoteKind.NEED and canvas.in_sight(id)]
    used = {match.offer for match in canvas.matches.values()}
    for place, actor in enumerate(actors[::2]):
        own = [
            id
            for id, note in canvas.notes.items()
            if note.kind is NoteKind.OFFER and note.author == actor.participant and canvas.in_sight(id)
        ]
        others = [id for id, note in needs if note.author != actor.participant]
        if own and others and own[0] not in used:
            yield c.AskMatch(new_id(), need=others[place % len(others)], offer=own[0]), actor


def _scoring(canvas: Canvas, actors: list[Actor]) -> Iterator[Given]:
    """Everybody scores the four values, not all alike."""
    for place, actor in enumerate(actors):
        if actor.participant not in canvas.pulses:
            yield c.SetPulse(3 + place % 3, 4 + place % 2, 3 + (place + 1) % 3, 2 + place % 4), actor


def _accepting(canvas: Canvas, actors: list[Actor]) -> Iterator[Given]:
    """Whoever was proposed other words takes them over."""
    authors = {actor.participant: actor for actor in actors}
    for id, proposal in canvas.proposals.items():
        if proposal.author in authors:
            yield c.AcceptProposal(id, proposal.at), authors[proposal.author]


_Act = Callable[[Canvas, list[Actor]], Iterator[Given]]
_ACTS: dict[StageForm, tuple[_Act, ...]] = {
    StageForm.FRAME: (_accepting, _supporting, _writing),
    StageForm.NEEDED: (_accepting, _supporting, _writing),
    StageForm.PARTNERS: (_accepting, _writing),
    StageForm.CONNECT: (_accepting, _answering, _offering),
    StageForm.AGREEMENTS: (_answering,),
    StageForm.LOOKBACK: (_accepting, _writing, _scoring),
}
