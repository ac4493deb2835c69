"""Where the tests of single rules begin."""

from __future__ import annotations

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.kinds import NoteKind
from tests.given import CREATE, LEAD, THROUGH, WRITING, WRITTEN, after

EMPTY = Canvas()
CREATED = after(EMPTY, (CREATE, LEAD))
CANVAS = after(EMPTY, *WRITING)
"""Everybody may write."""

WITH_NOTES = after(EMPTY, *WRITTEN)
"""A wish, an offer and a need, of which the offer is open."""

BEGUN = after(EMPTY, *THROUGH)
"""Every stage has begun, and a note of most stages is open."""

WISH, OFFER, NEED = NoteKind.WISH, NoteKind.OFFER, NoteKind.NEED
