"""The downloads of the canvas page, fetched by pressing them, and read as their readers would read them."""

from __future__ import annotations

import asyncio
import csv
import json
import subprocess
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree
from zipfile import ZipFile

from openpyxl import load_workbook
from PIL import Image
from playwright.async_api import expect

from tests.browser.devices import Device, nl

FORMATS = ("pdf", "png", "svg", "xlsx", "csv", "json")


async def check_downloads(device: Device, texts: list[str]) -> None:
    """Wait for the canvas page; it and each download hold exactly these notes (a picture is only opened)."""
    cells = device.page.locator(".words-table li .words")
    await expect(cells).to_have_count(len(texts))
    assert sorted(await cells.all_text_contents()) == sorted(texts)
    files = {format: await _fetched(device, format) for format in FORMATS}
    assert sorted(open_texts(files["json"])) == sorted(texts)
    assert sorted(_texts_of_csv(files["csv"])) == sorted(texts)
    book = load_workbook(BytesIO(files["xlsx"]), read_only=True)
    cells_of_book = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert not [text for text in texts if text not in cells_of_book]
    drawing = ElementTree.fromstring(files["svg"])
    assert drawing.tag.endswith("svg")
    assert Image.open(BytesIO(files["png"])).width > 1000
    printed = _squeezed(_text_of_pdf(files["pdf"]))
    assert not [text for text in texts if _squeezed(text) not in printed]


async def words_of_downloads(device: Device, session: str) -> str:
    """All words in all downloads, as this device may fetch them now."""
    origin = "/".join(device.page.url.split("/")[:3])
    words = []
    for format in FORMATS:
        answer = await device.context.request.get(f"{origin}/api/sessions/{session}/canvas.{format}")
        assert answer.ok, answer.status
        words.append(_words(format, await answer.body()))
    return "\n".join(words)


def _words(format: str, document: bytes) -> str:
    if format == "pdf":
        return _text_of_pdf(document)
    if format == "xlsx":
        with ZipFile(BytesIO(document)) as book:
            return "\n".join(book.read(part).decode() for part in book.namelist())
    return document.decode("utf-8", "replace")


async def _fetched(device: Device, format: str) -> bytes:
    async with device.page.expect_download() as coming:
        await device.page.get_by_role("link", name=nl(f"canvas.download-{format}")).click()
    download = await coming.value
    assert download.suggested_filename.endswith(f".{format}")
    return await asyncio.to_thread(Path(await download.path()).read_bytes)


def open_texts(document: bytes | str) -> list[str]:
    """The texts in `canvas.json`, oldest first; a closed note has none there."""
    notes = [record["value"] for record in json.loads(document)["records"] if record["kind"] == "note"]
    assert all((note["text"] is not None) == note["open"] for note in notes)
    return [note["text"] for note in sorted(notes, key=lambda note: note["at"]) if note["open"]]


def _texts_of_csv(document: bytes) -> list[str]:
    """The words of all numbered rows, without the quotation marks that keep a spreadsheet from calculating them."""
    rows = csv.reader(StringIO(document.decode("utf-8-sig")), delimiter=";")
    return [text[1:-1] for number, _, _, text, *_ in rows if number.isdecimal()]


def _text_of_pdf(pdf: bytes) -> str:
    with TemporaryDirectory() as directory:
        path = Path(directory, "canvas.pdf")
        path.write_bytes(pdf)
        return subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout


def _squeezed(text: str) -> str:
    """Without what a line break or a narrow space makes of it."""
    return "".join(text.split())
