"""What stands in the columns of the sheet, piece by piece, in the order of the guide; none is higher than a column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from babel.numbers import format_decimal

from facilitation.canvas.kinds import LOOKBACK_KINDS, StageForm
from facilitation.locale import say
from facilitation.takehome.glyphs import breakable, is_right_to_left, visible
from facilitation.takehome.lines import AgreementLine, Answer, NeedLine, NoteLine
from facilitation.takehome.outline import Outline, PartnerPart

Piece = dict[str, Any]

MOST_LINES, LINE = 10, 40
"""Of somebody's words in one piece, and letters in a line: however wide these are, it is lower than a column."""
PLAIN = "plain"
"""In place of a kind, for what is no note."""


def items(content: Outline, language: str) -> list[Piece]:
    """All pieces. `again` is what a column begins with that goes on in the middle of a part; what is `wide` has
    room of its own where the sheet goes on over more pages."""
    told = _Sheet(content, language)
    parts = [("", told.person()), *told.before(), *told.partners(), *told.after()]
    pieces: list[Piece] = []
    for title, part in parts:
        again = _small(say(language, "documents.again", partner=title)) if title else None
        common: Piece = {"wide": False}
        pieces += [common | piece | {"again": again if place else None} for place, piece in enumerate(part)]
    return pieces


def words(text: str) -> Piece:
    """Somebody's words, line by line."""
    return {"lines": [breakable(visible(line)) for line in text.split("\n")], "rtl": is_right_to_left(text)}


def _small(text: str) -> str:
    """A text on one line that may hold somebody's words."""
    return breakable(visible(" ".join(text.split())))


def _chunks(text: str) -> list[str]:
    """`text` in parts of a few lines, each lower than a column; of several empty lines one remains."""
    chunks: list[list[str]] = []
    room = 0
    for line in re.sub("\n\n\n+", "\n\n", text).split("\n"):
        for place, stretch in enumerate(_stretches(line)):
            high = len(stretch) // LINE + 1
            if high > room:
                chunks.append([stretch])
                room = MOST_LINES
            elif place > 0:
                chunks[-1][-1] += f" {stretch}"
            else:
                chunks[-1].append(stretch)
            room -= high
    return ["\n".join(chunk) for chunk in chunks]


def _stretches(line: str) -> Iterable[str]:
    """A long line in parts, where possible at the end of a sentence, otherwise between two words."""
    most = MOST_LINES * LINE - 1
    while len(line) > most:
        cuts = [line.rfind(end, 0, most) + 1 for end in (". ", " ")]
        cut = next((cut for cut in cuts if cut > most // 2), most)
        yield line[:cut].rstrip(" ")
        line = line[cut:].lstrip(" ")
    yield line


def _heading(text: str) -> Piece:
    return {"form": "partner", "heading": True, **words(text)}


def _label(text: str) -> Piece:
    return {"form": "label", "heading": True, "text": _small(text)}


def _quiet(text: str) -> Piece:
    return {"form": "quiet", "heading": False, "text": visible(text)}


def _block(
    kind: str,
    text: str,
    *,
    number: int | None = None,
    caption: str = "",
    tail: str = "",
    indent: bool = False,
    bold: bool = False,
) -> list[Piece]:
    """Words on the tint of a kind, with something small above and below them."""
    chunks = _chunks(text)
    last = len(chunks) - 1
    return [
        {
            "form": "note",
            "heading": False,
            "kind": kind,
            "number": number if i == 0 else None,
            "caption": _small(caption) if i == 0 and caption else None,
            "tail": _small(tail) if i == last and tail else None,
            "indent": indent,
            "bold": bold,
            "ends": i == last,
            **words(chunk),
        }
        for i, chunk in enumerate(chunks)
    ]


def _leading(pieces: list[Piece]) -> list[Piece]:
    """Pieces of which the last one stays in the column of what follows it."""
    return [*pieces[:-1], {**pieces[-1], "heading": True}]


class _Sheet:
    """The parts of a document, each with its title and its pieces; a part without content is left out."""

    def __init__(self, content: Outline, language: str) -> None:
        self._content, self._language = content, language

    def _say(self, key: str, **values: Any) -> str:
        return say(self._language, f"documents.{key}", **values)

    def _part(self, title: str, pieces: list[Piece]) -> list[tuple[str, list[Piece]]]:
        return [(title, [_heading(title), *pieces])] if pieces else []

    def _closed(self, form: StageForm) -> list[Piece]:
        count = self._content.closed_elsewhere.get(form, 0)
        return [_quiet(self._say("closed-notes", n=count))] if count else []

    def person(self) -> list[Piece]:
        pieces: list[Piece] = []
        for key, text in (("story", self._content.story), ("strengths", self._content.strengths)):
            if text:
                pieces.append(_label(self._say(key)))
                pieces += [{"form": "words", "heading": False, **words(chunk)} for chunk in _chunks(text)]
        return pieces

    def before(self) -> list[tuple[str, list[Piece]]]:
        """Frame, laws and what is needed: what was said before the partners spoke for themselves."""
        content, together = self._content, self._content.together
        frame: list[Piece] = []
        for kind, text in together.frame:
            frame += [_label(content.names[kind]), *_block(PLAIN, text)]
        if together.proposals:
            frame.append(_label(self._say("proposals")))
            frame += self._notes(together.proposals, with_name=True)
        laws: list[Piece] = []
        for law in together.laws:
            told = [(key, text) for key, text in (("law-allows", law.allows), ("law-asks", law.asks)) if text]
            name = _block(PLAIN, law.name, bold=True)
            laws += _leading(name) if told else name
            for key, text in told:
                laws += _block(PLAIN, text, caption=self._say(key), indent=True)
        needed = [part for title, notes in together.needed for part in self._part(title, self._notes(notes))]
        closed = self._closed(StageForm.NEEDED)
        return [
            *self._part(content.titles[StageForm.FRAME], frame),
            *self._part(self._say("laws"), laws),
            *needed,
            *([(content.titles[StageForm.NEEDED], closed)] if closed else []),
        ]

    def partners(self) -> list[tuple[str, list[Piece]]]:
        return [(partner.name, self._partner(partner)) for partner in self._content.partners]

    def _partner(self, partner: PartnerPart) -> list[Piece]:
        pieces = [_heading(partner.name)]
        for kind in self._content.kinds:
            opened = [note for note in partner.of(kind) if note.text is not None]
            if opened:
                name = self._content.names[kind]
                pieces.append({"form": "kind", "heading": True, "kind": kind.value, "text": _small(name)})
            pieces += self._notes(opened)
        closed = sum(note.text is None for note in partner.notes)
        if closed:
            pieces.append(_quiet(self._say("closed-notes", n=closed)))
        return pieces

    def after(self) -> list[tuple[str, list[Piece]]]:
        """What came of it: matches, agreements, looking back, and what was laid aside."""
        content, together = self._content, self._content.together
        connect = [piece for need in together.needs for piece in self._need(need)]
        for key, notes in (("unmet", together.unmet), ("unused", together.unused)):
            if notes:
                connect += [_label(self._say(key)), *self._notes(notes, with_who=True)]
        agreed = self._part(content.titles[StageForm.AGREEMENTS], self._agreements())
        return [
            *self._part(content.titles[StageForm.CONNECT], connect),
            *((title, [piece | {"wide": True} for piece in pieces]) for title, pieces in agreed),
            *self._part(content.titles[StageForm.LOOKBACK], self._lookback()),
            *self._part(self._say("aside"), self._notes(together.aside, with_who=True, with_name=True)),
        ]

    def _notes(self, notes: Iterable[NoteLine], *, with_who: bool = False, with_name: bool = False) -> list[Piece]:
        pieces: list[Piece] = []
        for note in notes:
            caption = " · ".join(filter(None, (note.name if with_name else "", note.who if with_who else "")))
            tail = self._say("supported", n=note.support) if note.support else ""
            pieces += _block(note.kind, note.text or "", number=note.number, caption=caption, tail=tail)
            for below in note.below:
                pieces += _block(below.kind, below.text or "", caption=below.who, indent=True)
        return pieces

    def _need(self, line: NeedLine) -> list[Piece]:
        need = line.need
        pieces = _leading(_block(need.kind, need.text or "", number=need.number, caption=need.who))
        for answer in line.answers:
            pieces += self._answer(answer)
        return pieces

    def _answer(self, answer: Answer) -> list[Piece]:
        caption = f"{answer.partner} · {answer.reply}"
        tail = f"“{answer.line}”" if answer.line else ""
        kind = "offer" if answer.willing else PLAIN
        if answer.offer is None:
            return _block(kind, "", caption=caption, tail=tail, indent=True)
        number, text = answer.offer.number, answer.offer.text or ""
        return _block(kind, text, number=number, caption=caption, tail=tail, indent=True)

    def _agreements(self) -> list[Piece]:
        together = self._content.together
        pieces = [piece for each in together.agreements for piece in self._agreement(each)]
        if together.next_meeting:
            pieces += [_label(self._say("next-meeting")), *_block(PLAIN, together.next_meeting)]
        return pieces

    def _agreement(self, line: AgreementLine) -> list[Piece]:
        who = ", ".join(line.who) or self._say("nobody-yet")
        told = [f"{self._say('means')}: {line.means}"] if line.means else []
        told += [f"{self._say('due')}: {line.due}"] if line.due else []
        return _block(PLAIN, line.what, caption=who, tail=" · ".join(told))

    def _lookback(self) -> list[Piece]:
        together = self._content.together
        pieces: list[Piece] = []
        for kind in LOOKBACK_KINDS:
            notes = [note for note in together.lookback if note.kind is kind]
            pieces += [_label(self._content.names[kind]), *self._notes(notes, with_who=True)] if notes else []
        if together.radar:
            rows = [[name, mean, format_decimal(mean, "0.0", locale=self._language)] for name, mean in together.radar]
            pieces.append(_label(self._say("scores", n=together.scored)))
            pieces.append({"form": "scores", "heading": False, "rows": rows})
        return pieces + self._closed(StageForm.LOOKBACK)
