"""What goes home: everybody's words as they were written, nobody's closed words, the same bytes every time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from facilitation.canvas.canvas import Canvas
from facilitation.canvas.fold import fold
from facilitation.canvas.kinds import NoteKind
from facilitation.canvas.records import Change, Note, Speaker, Subject
from facilitation.canvas.views import PUBLIC, seen_by
from facilitation.takehome import FORMATS, file_name, render
from facilitation.takehome.csv import SEPARATOR
from tests.takehome.documents import SVG, bare, body, pdf_tool, texts_of
from tests.takehome.takehome_boards import build, daily, hostile
from tests.takehome.takehome_whole import overlong, whole

CANARY = "KANARIE-IN-EEN-DICHTE-NOTITIE"
# --- everybody's words, in each format -------------------------------------------------------------------------


@pytest.mark.parametrize("canvas", [daily(3), daily(16), hostile()], ids=["daily", "large", "hostile"])
class TestWords:
    """Each text that is open is in each document, exactly as it was written."""

    def test_json(self, canvas: Canvas) -> None:
        document = json.loads(body("json", canvas))
        assert (document["format"], document["version"]) == ("speelveld-canvas", 1)
        told = {r["id"]: r["value"]["text"] for r in document["records"] if r["kind"] == "note"}
        assert told == {note_id: note.text for note_id, note in canvas.notes.items()}
        assert document["numbers"] == dict(canvas.numbers)

    def test_csv(self, canvas: Canvas) -> None:
        raw = body("csv", canvas)
        assert raw.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=SEPARATOR))
        assert {len(row) for row in rows} == {6}
        told = [row[3][1:-1] for row in rows[1:] if row[0]]
        assert sorted(told) == sorted(texts_of(canvas))
        assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r|%")]

    def test_xlsx(self, canvas: Canvas) -> None:
        book = openpyxl.load_workbook(io.BytesIO(body("xlsx", canvas)))
        assert book.sheetnames == ["Canvas", "Partners", "Briefjes", "Over dit bestand"]
        rows = list(book["Briefjes"].iter_rows(min_row=2))
        told = [row[3].value for row in rows if row[0].value]
        assert sorted(told) == sorted(texts_of(canvas))
        for sheet in book:
            assert sheet.freeze_panes == "A2"
            for row in sheet.iter_rows():
                assert {cell.data_type for cell in row} <= {"s", "n"}, "a formula"
                assert not any(cell.hyperlink for cell in row)

    def test_svg(self, canvas: Canvas) -> None:
        root = ET.fromstring(body("svg", canvas))
        titles = [title.text or "" for title in root.iter(f"{SVG}title")]
        for text in texts_of(canvas):
            assert any(title.endswith(f": {text}") for title in titles), text
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
            "svg", "title", "desc", "style", "rect", "circle", "path", "g", "text", "textPath",
        }  # fmt: skip

    def test_pdf(self, canvas: Canvas, tmp_path: Path) -> None:
        lines = pdf_tool("pdftotext", body("pdf", canvas), tmp_path, "-raw").splitlines()
        between = ("(vervolg)", "Dit is geen dossier.")  # what stands between two columns or pages of one text
        told = bare("".join(line for line in lines if not any(words in line for words in between)))
        for text in texts_of(canvas):
            text = text.replace("\U00010380", "▯U+10380")  # which no font here has
            if any(unicodedata.bidirectional(char) in ("R", "AL", "RLO") for char in text):
                # Programs that read PDF put words of opposite directions in orders of their own: word by word, then.
                assert all(bare(word) in told or bare(word)[::-1] in told for word in re.findall(r"\w+", text)), text
            else:
                assert bare(text) in told, text


def test_a_closed_note_is_in_no_document(tmp_path: Path) -> None:
    """Even when it was handed in with its text: no byte of any document holds it, and the numbers leave it out."""
    closed = Note("partner-0001", "person-0001", NoteKind.WISH, CANARY, 5, open=False)
    canvas = fold(daily(3), [Change("note", "note-closed", closed)])
    shown = seen_by(canvas, PUBLIC)
    for format in FORMATS:
        document = render(format, canvas, "nl").body
        assert CANARY.encode() not in document
        assert document == render(format, shown, "nl").body
    assert CANARY not in pdf_tool("pdftotext", body("pdf", canvas), tmp_path)
    for sheet in openpyxl.load_workbook(io.BytesIO(body("xlsx", canvas))):
        assert not any(CANARY in str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    assert "1 briefje is nog dicht" in pdf_tool("pdftotext", body("pdf", canvas), tmp_path)


def test_the_person_stands_in_every_document(tmp_path: Path) -> None:
    canvas = daily(3)
    assert "Waar mag ik blijven wonen" in body("csv", canvas).decode()
    assert "Waar mag ik blijven wonen" in body("json", canvas).decode()
    pdf = pdf_tool("pdftotext", body("pdf", canvas), tmp_path)
    for words in (
        "N. (4 jaar)",
        "“Waar mag ik blijven wonen, en wie komt er langs?”",
        "N. zei “klopt” op",
        "Een plek voor N.",
    ):
        assert words in pdf
    values = [cell for row in openpyxl.load_workbook(io.BytesIO(body("xlsx", canvas)))["Canvas"].values for cell in row]
    assert canvas.subject.story in values


def test_words_that_nobody_confirmed_are_marked_so(tmp_path: Path) -> None:
    canvas = build(("Moeder",), [], subject=Subject("N.", question="Waarom?"))
    assert "Nog niet bevestigd" in pdf_tool("pdftotext", body("pdf", canvas), tmp_path)
    assert "Not confirmed yet" in pdf_tool("pdftotext", body("pdf", canvas, "en"), tmp_path)


def test_words_that_look_like_a_placeholder_stay_words(tmp_path: Path) -> None:
    """A person called `{date}` was told as the day on which they said "klopt"."""
    subject = Subject("{date}", question="Waarom?", confirmed=Speaker.PERSON, confirmed_at=1_795_341_600_000)
    canvas = build(("Moeder",), [], subject=subject)
    assert "{date} zei “klopt”" in pdf_tool("pdftotext", body("pdf", canvas), tmp_path)
    assert "met {partners} in" in body("svg", build(("Moeder",), [], subject=Subject("{partners}"))).decode()


# --- the PDF as a document -------------------------------------------------------------------------------------


def boxes(pdf: bytes, folder: Path) -> Iterator[tuple[float, float, float, float, float, float]]:
    """Each word's box with the width and height of its page, in points."""
    page = (0.0, 0.0)
    for line in pdf_tool("pdftotext", pdf, folder, "-bbox").splitlines():
        numbers = [float(number) for number in re.findall(r'(?:width|height|[xy]M\w\w)="([-\d.]+)"', line)]
        if "<page" in line:
            page = (numbers[0], numbers[1])
        elif "<word" in line:
            yield (*numbers[:4], *page)  # type: ignore[misc]  # four numbers and two


@pytest.mark.parametrize("canvas", [daily(1), daily(3), daily(16), daily(60), hostile(), overlong()])
def test_pdf_words_stay_on_the_page(canvas: Canvas, tmp_path: Path) -> None:
    count = 0
    for left, top, right, bottom, width, height in boxes(body("pdf", canvas), tmp_path):
        count += 1
        assert 20 < left <= right < width - 20
        assert 15 < top <= bottom < height - 15
    assert count > 20


def test_pdf_is_a3_tagged_and_says_what_it_is(tmp_path: Path) -> None:
    document = body("pdf", daily(8))
    info = pdf_tool("pdfinfo", document, tmp_path)
    assert re.search(r"Page size:\s+1190\.\d+ x 841\.\d+ pts", info)
    assert re.search(r"Tagged:\s+yes", info)
    assert re.search(r"Title:\s+Een plek voor N\.", info)
    assert re.search(r"Pages:\s+2\n", info), "the daily case hangs on the wall as two sheets"
    assert b"pdfuaid:part>1<" in document.replace(b" ", b"")
    structure = pdf_tool("pdfinfo", document, tmp_path, "-struct-text")
    for tag in ("H1", "H2", "H3", "Figure"):
        assert tag in structure
    assert "Pleegouder" in structure


def test_pdf_can_be_read_where_it_is_printed_on_a4(tmp_path: Path) -> None:
    """A3 on A4 makes 9 points of 12.7, and 10.5 of 14.8."""
    for canvas in (daily(8), whole()):
        told = pdf_tool("pdftohtml", body("pdf", canvas), tmp_path, "-xml", "-stdout", "-i", "-zoom", "1")
        pages = ET.fromstring(told)
        size = {font.get("id", ""): int(font.get("size", "0")) for font in pages.iter("fontspec")}
        columns = list(pages)[1].iter("text")
        letters = Counter[int]()
        for said in columns:
            text = "".join(said.itertext()).strip()
            if not text.isdecimal():
                letters[size[said.get("font", "")]] += len(text)
        assert min(letters) >= 13, letters
        assert letters[15] > 200, letters


def test_a_long_story_in_one_stretch_is_told_whole(tmp_path: Path) -> None:
    story = " ".join(["Dit is een zin."] * 120)
    document = body("pdf", build(("Moeder",), [], subject=Subject("N.", story=story)))
    told = bare(pdf_tool("pdftotext", document, tmp_path, "-raw"))
    assert told.count(bare("Dit is een zin.")) == 120
    assert all(bottom < height - 15 for *_, bottom, _, height in boxes(document, tmp_path))


def test_pdf_brings_all_data_along(tmp_path: Path) -> None:
    canvas = hostile()
    (tmp_path / "canvas.pdf").write_bytes(body("pdf", canvas))
    subprocess.run(["pdfdetach", "-saveall", "-o", str(tmp_path), str(tmp_path / "canvas.pdf")], check=True)
    assert (tmp_path / "canvas.json").read_bytes() == body("json", canvas)


@pytest.mark.parametrize(
    "point", [0xFEFF, 0xE000, 0x10380, 0x1F9FF, 0x1D11E, 0x0F40, 0x20000, 0xFFFD, 0x200D, 0x2066, 0xAD]
)
def test_pdf_holds_any_sign_in_any_place(point: int) -> None:
    """PDF/UA refuses a letter without a shape; people write what their phone offers."""
    sign = chr(point)
    subject = Subject(f"{sign}N", f"{sign}4", f"a{sign}b", f"{sign}?", sign)
    canvas = build(
        (sign, f"b{sign}"), [(0, NoteKind.WISH, sign), (1, NoteKind.NEED, f"x{sign}{sign} y")], sign, subject
    )
    for format in ("pdf", "png", "svg", "xlsx"):
        assert len(body(format, canvas)) > 3000


@pytest.mark.parametrize(
    "name", ["Świetlica w Łodzi", "Bà ngoại Nguyễn", "Бабушка Świetlica", "Opa \u0378", "Mamă și tată"]
)
def test_pdf_holds_a_partner_of_any_name(name: str) -> None:
    """A name on the rim that needed two fonts besides the first took the whole document with it."""
    canvas = build((name, "School"), [(0, NoteKind.WISH, name)], name, Subject(name, "4", name, name, name))
    for format in ("pdf", "png"):
        assert len(body(format, canvas)) > 3000


def test_a_very_large_gathering_still_gets_its_documents() -> None:
    canvas = daily(60, 4)
    assert Image.open(io.BytesIO(body("png", canvas))).size[0] > 2000
    assert len(body("svg", canvas)) < 300_000
    assert len(body("pdf", canvas)) < 2_000_000


def test_an_empty_canvas_gets_its_documents() -> None:
    for format in FORMATS:
        assert body(format, build((), [], subject=Subject("N."))) != b""


def test_of_a_place_where_nothing_was_written_the_name_alone_goes_home(tmp_path: Path) -> None:
    canvas = build(("Moeder", "Opa"), [(0, NoteKind.WISH, "Rust na schooltijd.")])
    for told in (pdf_tool("pdftotext", body("pdf", canvas), tmp_path), body("svg", canvas).decode()):
        assert "Opa" in told
        assert "geschreven" not in told


# --- the files -------------------------------------------------------------------------------------------------

PRINT_SUMS = """
import hashlib, sys
sys.path[:0] = {path!r}
from tests.takehome.takehome_boards import daily, hostile
from facilitation.takehome import FORMATS, render
for canvas in (daily(8), hostile()):
    for format in FORMATS:
        print(format, hashlib.sha256(render(format, canvas, "nl").body).hexdigest())
"""


def test_the_same_canvas_gives_the_same_bytes() -> None:
    """In two processes with different seeds for hashes, in different time zones, and again here."""
    script = PRINT_SUMS.format(path=[str(Path(__file__).parent), str(Path(__file__).parents[2])])
    outputs = []
    for seed, zone in (("1", "Pacific/Auckland"), ("2", "America/Lima")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        run = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        )
        outputs.append(run.stdout.split())
    here = [
        part
        for canvas in (daily(8), hostile())
        for format in FORMATS
        for part in (format, hashlib.sha256(body(format, canvas)).hexdigest())
    ]
    assert outputs[0] == outputs[1] == here


RENDER_OFTEN = """
import resource, sys
sys.path[:0] = {path!r}
from tests.takehome.takehome_boards import NAMES, build
from facilitation.takehome import render
from facilitation.canvas.kinds import ASKED_UNLESS_SAID, NoteKind
peaks = []
for i in range(12):
    notes = [(j % 8, list(ASKED_UNLESS_SAID)[j % 3], f"tekst {{i}} {{j}} " * 6) for j in range(48)]
    render("pdf", build(NAMES[:8], notes), "nl")
    peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
print(peaks[-1] - peaks[1])
"""


def test_a_server_that_makes_many_documents_stays_small() -> None:
    """Typst remembers its last compilations: unchecked, twelve documents grew the process by more than 300 MB."""
    script = RENDER_OFTEN.format(path=[str(Path(__file__).parent), str(Path(__file__).parents[2])])
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(run.stdout) < 100


def test_the_order_in_which_records_came_does_not_matter() -> None:
    canvas = daily(8)
    changes = [Change(kind, id, record) for kind, table in canvas.records.items() for id, record in table.items()]
    turned = fold(Canvas(), reversed(changes))
    for format in FORMATS:
        assert body(format, turned) == body(format, canvas)


def test_a_picture_is_a_picture() -> None:
    picture = Image.open(io.BytesIO(body("png", daily(8))))
    assert picture.format == "PNG"
    assert picture.size == (2806, 1984)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("format", FORMATS)
def test_documents_come_in_both_languages_under_a_readable_name(format: str, language: str) -> None:
    download = render(format, daily(3), language)
    assert download.name == f"speelveld-een-plek-voor-n-2026-11-22.{format}"
    assert download.body
    assert "/" in download.media_type


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "speelveld-etc-passwd-2026-11-22.pdf"),
        ("Één plek: “thuis”?", "speelveld-een-plek-thuis-2026-11-22.pdf"),
        ("שלום", "speelveld-2026-11-22.pdf"),
        ("a" * 120, f"speelveld-{'a' * 60}-2026-11-22.pdf"),
        ('CON\r\nX: "y"', "speelveld-con-x-y-2026-11-22.pdf"),
    ],
)
def test_a_file_name_is_safe_everywhere(title: str, name: str) -> None:
    assert file_name(build((), [], title=title), "pdf") == name


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(KeyError):
        render("exe", daily(1), "nl")
