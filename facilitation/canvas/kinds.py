"""The forms of stage, and the kinds of note that are written in each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class StageForm(StrEnum):
    """What the software does in a stage."""

    WELCOME = "welcome"
    PERSON = "person"
    FRAME = "frame"
    NEEDED = "needed"
    PARTNERS = "partners"
    CONNECT = "connect"
    AGREEMENTS = "agreements"
    LOOKBACK = "lookback"
    CLOSE = "close"


class NoteKind(StrEnum):
    """What a note says, in the order of the stages in which it is written."""

    MISSION = "mission"
    VISION = "vision"
    AIM = "aim"
    NEEDED = "needed"
    WISH = "wish"
    SEE = "see"
    WORKS = "works"
    OFFER = "offer"
    NEED = "need"
    WELL = "well"
    HARD = "hard"
    KEEP = "keep"


FRAME_KINDS = (NoteKind.MISSION, NoteKind.VISION, NoteKind.AIM)
"""Proposals for the common frame. They are open from the start: the group settles them together."""

CIRCLE_KINDS = (NoteKind.WISH, NoteKind.SEE, NoteKind.WORKS, NoteKind.OFFER, NoteKind.NEED)
"""What can stand on a partner's sector, from the inner ring outwards; a guide asks for some of them."""

ASKED_UNLESS_SAID = (NoteKind.WISH, NoteKind.OFFER, NoteKind.NEED)
"""What a stage of the form `partners` asks for when its guide has no questions of its own."""

LOOKBACK_KINDS = (NoteKind.WELL, NoteKind.HARD, NoteKind.KEEP)
"""What is said in looking back: without a name, unless its author chooses so."""

KINDS_OF: Mapping[StageForm, tuple[NoteKind, ...]] = MappingProxyType(
    {
        StageForm.FRAME: FRAME_KINDS,
        StageForm.NEEDED: (NoteKind.NEEDED,),
        StageForm.PARTNERS: CIRCLE_KINDS,
        StageForm.LOOKBACK: LOOKBACK_KINDS,
    }
)
"""The kinds of note that are written in a stage of each form."""

FORM_OF: Mapping[NoteKind, StageForm] = MappingProxyType(
    {kind: form for form, kinds in KINDS_OF.items() for kind in kinds}
)
"""The form of the stage in which a kind of note is written."""
