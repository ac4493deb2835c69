"""The canvas as one picture: the sheet of the PDF, on as large a paper as it needs to have everything on one page."""

from __future__ import annotations

import typst

from facilitation.canvas.records import Canvas
from facilitation.takehome.sheet import A0, A1, A2, A3, DOES_NOT_FIT, Pages, Sheet, compiler

PAPERS = ((A3, 150.0), (A2, 120.0), (A1, 96.0))
LARGEST = (A0, 80.0)
"""Papers with their dots per inch: from 2,480 to 3,745 dots wide."""


def png(canvas: Canvas, language: str) -> bytes:
    """The document. When even the largest paper is too small, it says that the rest is in the PDF."""
    for sheet, dots in PAPERS:
        try:
            return _picture(canvas, language, sheet, dots, Pages.ONE)
        except typst.TypstError as error:
            if DOES_NOT_FIT not in str(error):
                raise
    return _picture(canvas, language, *LARGEST, Pages.FIRST)


def _picture(canvas: Canvas, language: str, sheet: Sheet, dots: float, pages: Pages) -> bytes:
    result = compiler(canvas, language, sheet, pages).compile(format="png", ppi=dots)
    assert isinstance(result, bytes)
    return result
