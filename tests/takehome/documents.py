"""How the tests look into documents."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from pathlib import Path

import openpyxl

from facilitation.canvas.canvas import Canvas
from facilitation.takehome import render

SVG = "{http://www.w3.org/2000/svg}"


def body(format: str, canvas: Canvas, language: str = "nl") -> bytes:
    return render(format, canvas, language).body


def texts_of(canvas: Canvas) -> list[str]:
    return [note.text for note in canvas.notes.values() if note.text is not None]


def pdf_tool(tool: str, pdf: bytes, folder: Path, *options: str) -> str:
    file = folder / "canvas.pdf"
    file.write_bytes(pdf)
    run = subprocess.run([tool, *options, str(file), *(["-"] if tool == "pdftotext" else [])], capture_output=True)
    assert run.returncode == 0, run.stderr
    return run.stdout.decode(errors="replace")  # pdftotext writes the title's emoji as halves


def bare(text: str) -> str:
    """`text` without spaces and signs without a shape, and with its letters in one form (NFKC).

    A page has no line breaks, only lines: where a line ends is the layout's choice, and a PDF keeps neither spaces at
    its ends nor signs that draw nothing (direction marks, joiners). Arabic letters are stored in the shapes they take.
    """
    kept = (char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) not in {"Cf", "Mn"})
    return re.sub(r"\s", "", "".join(kept))


def sheets(canvas: Canvas, language: str = "nl") -> dict[str, list[tuple[object, ...]]]:
    """The rows of each sheet of the workbook by its name, "" for an empty cell."""
    book = openpyxl.load_workbook(io.BytesIO(body("xlsx", canvas, language)))
    rows = {sheet.title: sheet.iter_rows(values_only=True) for sheet in book}
    return {
        title: [tuple("" if cell is None else cell for cell in row) for row in each] for title, each in rows.items()
    }
