"""The canvas as PDF: A3, tagged, PDF/UA-1, to hang on a wall. All data comes along as an attached JSON file."""

from __future__ import annotations

from facilitation.canvas.canvas import Canvas
from facilitation.takehome.json import json_file
from facilitation.takehome.sheet import A3, Pages, typeset


def pdf(canvas: Canvas, language: str) -> bytes:
    """The document. Its date of making is that of the session, so that the same canvas gives the same bytes."""
    made = canvas.session.created // 1000
    attached = json_file(canvas)
    return typeset(canvas, language, A3, Pages.ALL, attached, format="pdf", pdf_standards="ua-1", timestamp=made)
