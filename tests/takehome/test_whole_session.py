"""What goes home of a session through all stages: all that was said, and nothing that was for few eyes."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

from facilitation.canvas.fold import fold
from facilitation.canvas.records import Agreement, Change, Match, Participant, Partner, Radar
from facilitation.canvas.replies import WILLING, Reply
from facilitation.takehome import FORMATS
from facilitation.takehome.csv import SEPARATOR
from facilitation.takehome.outline import outline
from tests.takehome.documents import SVG, bare, body, pdf_tool, sheets
from tests.takehome.takehome_boards import CREATED
from tests.takehome.takehome_whole import HIDDEN, whole

WHOLE = (
    *("Samen om N. heen", "Een kind groeit thuis", "Voor de zomer duidelijk", "Een doel als voorstel"),
    *("Kinderrechten", "N. mag meepraten", "Dat wij luisteren", "Jeugdwet", "Hulp dichtbij", "Eén plan"),
    *("Rust in huis", "Minder drukte", "Iemand die terugbelt", "Ik bel elke vrijdag", "Een logeerbed"),
    *("Vanaf maandag", "Dat lukt ons nu niet", "We bellen elke week", "Een telefoon", "Een hond"),
    *("Dat we luisterden", "Het wachten duurde lang", "Elke maand samen eten"),
)
"""What people said in `whole()`."""


def test_what_was_said_in_any_stage_is_in_every_document_that_has_words(tmp_path: Path) -> None:
    canvas = whole()
    told = {
        "pdf": bare(pdf_tool("pdftotext", body("pdf", canvas), tmp_path, "-raw")),
        "xlsx": bare(str(sheets(canvas))),
        "csv": bare(body("csv", canvas).decode()),
        "json": bare(body("json", canvas).decode()),
    }
    for format, text in told.items():
        for words in WHOLE:
            assert bare(words) in text, (format, words)
    for words in ("dinsdag 1 december 2026, 10:30 uur", "vrijdag 4 december 2026", "zei “klopt”"):
        assert bare(words) in told["pdf"], words


def test_a_proposal_that_was_taken_into_the_frame_is_told_once() -> None:
    canvas = whole()
    proposed = [note.text for note in outline(canvas, "nl").together.proposals]
    assert proposed == ["Een doel als voorstel"]
    aim = "Voor de zomer duidelijk\nEen doel als voorstel"
    taken = fold(canvas, [Change("frame", "frame", replace(canvas.frame, aim=aim))])
    assert outline(taken, "nl").together.proposals == ()


def test_where_the_sheet_goes_on_over_more_pages_an_agreement_has_room(tmp_path: Path) -> None:
    what = "Opa rijdt elke woensdag naar zusje en blijft daar eten."
    canvas = whole()
    agreement = replace(canvas.agreements["agree-1"], what=what)
    told = pdf_tool("pdftotext", body("pdf", fold(canvas, [Change("agreement", "agree-1", agreement)])), tmp_path)
    assert what in told.splitlines(), "on one line"


def test_what_is_closed_private_or_for_few_eyes_is_in_no_document(tmp_path: Path) -> None:
    canvas = whole()
    for format in FORMATS:
        assert HIDDEN.encode() not in body(format, canvas)
    assert HIDDEN not in pdf_tool("pdftotext", body("pdf", canvas), tmp_path)
    assert HIDDEN not in str(sheets(canvas))
    kinds = {record["kind"] for record in json.loads(body("json", canvas))["records"]}
    assert not kinds & {"pulse", "proposal", "knock", "nudge", "step"}
    support = [r["value"] for r in json.loads(body("json", canvas))["records"] if r["kind"] == "support"]
    assert support == [{"note": "needed-top", "by": ""}] * 2


def test_matches_agreements_and_values_have_sheets_of_their_own() -> None:
    told = sheets(whole())
    assert list(told)[3:] == ["Wetten", "Verbindingen", "Afspraken", "Waarden", "Over dit bestand"]
    assert told["Verbindingen"][1:] == [
        (1, "Moeder", "Iemand die terugbelt", "Wijkteam", "ja", "Vanaf maandag", "3. Ik bel elke vrijdag"),
        (2, "Moeder", "Een vrij weekend", "Wijkteam", "nog geen antwoord", "", ""),
        (2, "Moeder", "Een vrij weekend", "Moeder", "nee", "Dat lukt ons nu niet", ""),
    ]
    assert told["Afspraken"][1:] == [("We bellen elke week", "Wijkteam", "Een telefoon", "vrijdag 4 december 2026")]
    assert told["Waarden"][1:] == [("veiligheid", 4.5), ("transparantie", 3.8), ("samenhang", 2.1), ("verbinding", 4.2)]


def test_notes_tell_their_stack_their_support_and_whether_they_wait_for_an_answer() -> None:
    rows = {row[3]: row for row in sheets(whole())["Briefjes"][1:]}
    assert rows["Rust in huis"][4] == 2
    assert rows["Minder drukte"][5] == "Ligt bij “Rust in huis”"
    assert rows["Een vrij weekend"][5] == rows["Een logeerbed"][5] == "nog open"
    assert rows["Iemand die terugbelt"][5] == rows["Ik bel elke vrijdag"][5] == ""
    assert rows["Een hond"][5] == "Opzij gelegd"
    assert (rows["Elke maand samen eten"][1], rows["Elke maand samen eten"][2]) == ("Wijkteam", "Vast")


def test_looking_back_without_a_name_stays_without_a_name(tmp_path: Path) -> None:
    canvas = whole()
    note = canvas.notes["hard-unnamed"]
    named = fold(canvas, [Change("note", "hard-unnamed", replace(note, partner="partner-0001", author="person-0001"))])
    for format in ("csv", "xlsx"):
        assert body(format, named) == body(format, canvas)
    rows = {row[3]: row for row in sheets(named)["Briefjes"][1:]}
    assert rows["Het wachten duurde lang"][1] == ""
    assert rows["Dat we luisterden"][1] == "Moeder"
    text = pdf_tool("pdftotext", body("pdf", named), tmp_path, "-raw")
    before = text[: text.index("Het wachten duurde lang")].splitlines()[-1]
    assert before == "Wat lastig was"


def test_the_scores_are_told_only_once_they_were_shown(tmp_path: Path) -> None:
    canvas = whole()
    waiting = fold(canvas, [Change("radar", "radar", Radar(3))])
    assert "Cijfers van 4 mensen samen" in pdf_tool("pdftotext", body("pdf", canvas), tmp_path)
    assert "Cijfers" not in pdf_tool("pdftotext", body("pdf", waiting), tmp_path)
    assert "Waarden" not in sheets(waiting)


def test_matches_are_drawn_and_said_in_the_drawing() -> None:
    root = ET.fromstring(body("svg", whole()))
    titles = [title.text for path in root.iter(f"{SVG}path") for title in path.iter(f"{SVG}title")]
    assert titles == [
        "Moeder · Behoefte 2 → Moeder: nee",
        "Moeder · Behoefte 2 → Wijkteam: nog geen antwoord",
        "Moeder · Behoefte 1 → Wijkteam: ja",
    ]


def test_a_guides_own_word_for_a_kind_is_no_formula() -> None:
    canvas = whole()
    stages = tuple(replace(stage, labels={"keep": {"nl": "=1+1", "en": "=1+1"}}) for stage in canvas.guide.stages)
    document = body("csv", fold(canvas, [Change("guide", "guide", replace(canvas.guide, stages=stages))])).decode()
    rows = list(csv.reader(io.StringIO(document[1:], newline=""), delimiter=SEPARATOR))
    assert [row[2] for row in rows if "eten" in row[3]] == ["“=1+1”"]
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@")]


def test_an_agreement_tells_who_does_it_and_no_less_who_does_not() -> None:
    said = (
        ("Moeder", Reply.TRY, "Als mijn rooster het toelaat"),
        ("Sam zelf", Reply.NO, ""),
        ("Tante", Reply.UNCLEAR, ""),
        ("School", Reply.YES, ""),
        ("Oom", None, "Van een vorig antwoord"),
    )
    willing = tuple(f"partner-{name}" for name, reply, _ in said if reply in WILLING)
    changes = [Change("agreement", "agree-2", Agreement("Samen bellen", CREATED, willing))]
    for number, (name, reply, line) in enumerate(said):
        partner = f"partner-{name}"
        asked = Match(partner, CREATED + number, agreement="agree-2", reply=reply, line=line)
        changes += [Change("partner", partner, Partner(name, 9 + number)), Change("match", f"asked-{number}", asked)]
    book = sheets(fold(whole(), changes))
    (who,) = (row[1] for row in book["Afspraken"] if row[0] == "Samen bellen")
    assert who == (
        "School, Moeder (probeert het): “Als mijn rooster het toelaat”, "
        "Tante (weet het nog niet), Sam zelf (zegt nee), Oom (nog geen antwoord)"
    )
    assert "Gevraagd aan" in book["Verbindingen"][0]


def test_what_is_said_without_a_name_has_no_moment_and_nobody_s_own_name_goes_home() -> None:
    canvas = whole()
    (id, note), *_ = ((id, note) for id, note in canvas.notes.items() if not note.named and note.open)
    late = replace(note, at=CREATED + 1_234_567, edited=CREATED + 2_345_678)
    named = Participant("partner-0000", CREATED, "Roepnaam")
    canvas = fold(canvas, [Change("note", id, late), Change("participant", "person-0000", named)])
    records = json.loads(body("json", canvas))["records"]
    (value,) = (record["value"] for record in records if record["id"] == id)
    hour = CREATED - CREATED % 3_600_000
    assert (value["at"], value["edited"]) == (hour, hour)
    assert "Roepnaam" not in body("json", canvas).decode()
    (row,) = (row for row in sheets(canvas)["Briefjes"] if row[3] == note.text)
    assert row[-1] == ""
    (line,) = (line for line in body("csv", canvas).decode().splitlines() if note.text in line)
    assert line.endswith(f'{SEPARATOR}""')
