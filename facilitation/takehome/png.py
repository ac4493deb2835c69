"""The canvas as one picture: the sheet of the PDF, on as large a paper as it needs to have everything on one page."""

from __future__ import annotations

import typst

from facilitation.canvas.canvas import Canvas
from facilitation.takehome.sheet import A0, A1, A2, A3, DOES_NOT_FIT, Pages, typeset

PAPERS = ((A3, 150.0), (A2, 120.0), (A1, 96.0))
LARGEST = (A0, 80.0)
"""Papers with their dots per inch: from 2,480 to 3,745 dots wide."""


def png(canvas: Canvas, language: str) -> bytes:
    """The document. When even the largest paper is too small, it says that the rest is in the PDF."""
    for sheet, dots in PAPERS:
        try:
            return typeset(canvas, language, sheet, Pages.ONE, format="png", ppi=dots)
        except typst.TypstError as error:
            if DOES_NOT_FIT not in str(error):
                raise
    sheet, dots = LARGEST
    return typeset(canvas, language, sheet, Pages.FIRST, format="png", ppi=dots)
