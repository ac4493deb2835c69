"""Whether an example hangs together: every name and key that it uses is there, and can be used so.

Each fault is the place in the file and the reason, as the host reads it: `matches.2.need: there is no note 'bed'`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from facilitation.canvas.kinds import FRAME_KINDS, NoteKind, StageForm
from facilitation.canvas.replies import WILLING, Reply
from facilitation.demo.example import Example, ExampleMatch, ExampleNote
from facilitation.locale import say

_SUPPORTED = (*FRAME_KINDS, NoteKind.NEEDED)


def faults(example: Example) -> Iterator[str]:
    """Every fault, in the order of the file."""
    return chain(
        _partners(example),
        _notes(example),
        _missing_stages(example),
        _matches(example),
        _agreements(example),
        _control(example),
    )


def _partners(example: Example) -> Iterator[str]:
    if len({name.casefold() for name in example.partners}) < len(example.partners):
        yield "partners: two have the same name"
    if example.joins and not example.own:
        yield f"joins: no partner is called {say(example.language, 'lead.own-name', alias=example.subject.alias)!r}"
    named = [
        *((f"participants.{number}", person.partner) for number, person in enumerate(example.participants)),
        *((f"notes.{number}", note.partner) for number, note in enumerate(example.notes)),
        *((f"notes.{n}.support", name) for n, note in enumerate(example.notes) for name in note.support),
        ("subject.confirmed_by", example.subject.confirmed_by),
        *((f"laws.{number}.by", law.by) for number, law in enumerate(example.laws) if law.by),
        *((f"matches.{number}.partner", match.partner) for number, match in enumerate(example.matches)),
        *((f"matches.{number}.by", match.by) for number, match in enumerate(example.matches)),
        *((f"agreements.{n}.asked", a.partner) for n, agreed in enumerate(example.agreements) for a in agreed.asked),
        *(("control.private", name) for name in example.control.private),
        ("control.nudge", example.control.nudge),
        ("control.stop", example.control.stop),
    ]
    for where, name in named:
        if name and name not in example.partners:
            yield f"{where}: {name!r} is not one of the partners"
    people = Counter(person.partner for person in example.participants)
    for name in example.partners:
        if not people[name]:
            yield f"participants: nobody sits at {name!r}"
    if example.own:
        yield from _own(example, people[example.own])


def _own(example: Example, people: int) -> Iterator[str]:
    """The person's own seat takes one phone, and beside it nobody says "klopt" for them."""
    if people > 1:
        yield f"participants: only one sits at {example.own!r}"
    if example.subject.confirmed_by != example.own:
        yield f"subject.confirmed_by: {example.own!r} says it themself"


def _notes(example: Example) -> Iterator[str]:
    by_key = _by_key(example)
    yield from _doubles("notes", (note.key for note in example.notes))
    keys = {stage.key for stage in example.load_guide().stages}
    for number, note in enumerate(example.notes):
        if note.stage is not None and note.stage not in keys:
            yield f"notes.{number}.stage: the guide has no stage {note.stage!r}"
        elif example.stage_of(note) is None:
            yield f"notes.{number}.kind: no stage of the guide asks for {note.kind.value!r} there"
        if note.on is not None:
            on = by_key.get(note.on)
            if on is None:
                yield f"notes.{number}.on: there is no note {note.on!r}"
            elif on is note or on.on is not None or example.stage_of(on) != example.stage_of(note):
                yield f"notes.{number}.on: {note.on!r} is not the top of a stack in the same stage"
        if note.support and note.kind not in _SUPPORTED:
            yield f"notes.{number}.support: {note.kind.value!r} is not a kind that can be supported"


def _missing_stages(example: Example) -> Iterator[str]:
    """What the file tells and the guide has no stage for."""
    forms = {stage.form for stage in example.load_guide().stages}
    frame = example.frame
    told = {
        "frame": (StageForm.FRAME, frame.mission or frame.vision or frame.aim),
        "laws": (StageForm.FRAME, example.laws),
        "matches": (StageForm.CONNECT, example.matches),
        "agreements": (StageForm.AGREEMENTS, example.agreements),
        "next_meeting": (StageForm.AGREEMENTS, example.next_meeting),
        "participants": (StageForm.LOOKBACK, any(person.scores for person in example.participants)),
    }
    for where, (form, said) in told.items():
        if said and form not in forms:
            yield f"{where}: the guide has no stage of the form {form.value!r}"


def _matches(example: Example) -> Iterator[str]:
    by_key = _by_key(example)
    yield from _doubles("matches", (match.key for match in example.matches))
    asked: set[tuple[str, str, str | None]] = set()
    for number, match in enumerate(example.matches):
        for field, key, kind in (("need", match.need, NoteKind.NEED), ("offer", match.offer, NoteKind.OFFER)):
            note = None if key is None else by_key.get(key)
            if key is not None and (note is None or note.kind is not kind):
                yield f"matches.{number}.{field}: there is no {kind.value} {key!r}"
                return
        if bool(match.partner) == bool(match.offer):
            yield f"matches.{number}: asks either a partner, or for an offer"
        about = (asked_partner(example, match), match.need, match.offer)
        if about in asked:
            yield f"matches.{number}: was asked before"
        asked.add(about)
        if match.offer is not None and match.by and not laid_on(example, match):
            yield f"matches.{number}.by: an offer is laid on a need by whose offer it is, or by the facilitator"
        if laid_on(example, match) and match.reply is not Reply.YES:
            yield f"matches.{number}.reply: who lays their own offer on a need says yes by doing so"
        if match.reply is None and match.line:
            yield f"matches.{number}.line: there is no reply that it goes with"


def _agreements(example: Example) -> Iterator[str]:
    matches = {match.key: match for match in example.matches if match.key}
    for number, agreement in enumerate(example.agreements):
        match = matches.get(agreement.match or "")
        if agreement.match is not None and (match is None or match.reply not in WILLING):
            yield f"agreements.{number}.match: there is no match {agreement.match!r} with yes or try"
            return
        already = {asked_partner(example, match)} if match else set[str]()
        for answer in agreement.asked:
            if answer.partner in already:
                yield f"agreements.{number}.asked: {answer.partner!r} was asked already"
            already.add(answer.partner)


def _control(example: Example) -> Iterator[str]:
    by_key, control = _by_key(example), example.control
    correction = control.correction.note if control.correction else None
    for field, key in (("spotlight", control.spotlight), ("aside", control.aside), ("correction", correction)):
        if key is not None and key not in by_key:
            yield f"control.{field}: there is no note {key!r}"
    if control.nudge and control.nudge in control.private:
        yield f"control.nudge: {control.nudge!r} writes in private time, before anybody is nudged"
    if control.timer is not None and not any(s.key == control.timer.stage for s in example.load_guide().stages):
        yield f"control.timer: the guide has no stage {control.timer.stage!r}"


def asked_partner(example: Example, match: ExampleMatch) -> str:
    """Who is asked: the partner that is named, or the one whose offer it is."""
    return match.partner or _by_key(example)[match.offer or ""].partner


def laid_on(example: Example, match: ExampleMatch) -> bool:
    """Whether somebody lays an offer of their own on the need."""
    return match.offer is not None and match.by == asked_partner(example, match)


def _by_key(example: Example) -> dict[str, ExampleNote]:
    return {note.key: note for note in example.notes if note.key}


def _doubles(where: str, keys: Iterable[str | None]) -> Iterator[str]:
    for key, count in Counter(key for key in keys if key).items():
        if count > 1:
            yield f"{where}: two have the key {key!r}"
