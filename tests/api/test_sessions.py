"""Protocol 5: sessions, their links and downloads."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from facilitation.api.links import qr
from facilitation.canvas.kinds import StageForm
from facilitation.rooms.keys import CODE_ALPHABET
from tests.live.test_commands import writing
from tests.serving import KEY, House, Session, assert_in_no_file, new_id, serving


async def test_a_session_is_made_listed_and_deleted(house: House, tmp_path: Path) -> None:
    host = await house.facilitator()
    body = {
        "title": "Rond Robin-4711",
        "subject": {"alias": "Robin", "age": "12-15"},
        "guide": "person",
        "language": "en",
        "partners": ["Mother", "School"],
    }
    made = (await host.post("/api/sessions", json=body)).json()
    assert set(made) == {"id", "code", "join_url", "address", "reachable", "lead_url", "screen_url", "canvas_url"}
    listed = (await host.get("/api/sessions")).json()
    assert [(one["id"], one["title"], one["partners"], one["notes"], one["status"]) for one in listed["sessions"]] == [
        (made["id"], "Rond Robin-4711", 2, 0, "open")
    ]
    assert {"name": "person"}.items() <= listed["guides"][0].items()
    assert set(listed["guides"][0]["title"]) == {"nl", "en"}
    assert (await host.delete(f"/api/sessions/{made['id']}")).status_code == 204
    assert (await host.get("/api/sessions")).json()["sessions"] == []
    assert (await host.delete(f"/api/sessions/{made['id']}")).status_code == 404
    assert_in_no_file(tmp_path, "Robin-4711")


async def partners_of(session: Session) -> list[tuple[str, bool]]:
    """The circle in its order: every name, and whether it is the person's own seat."""
    line = await session.lead()
    partners = [value for kind, _, value in line.welcome["snapshot"] if kind == "partner"]
    return [(one["name"], one["own"]) for one in sorted(partners, key=lambda one: one["position"])]


async def test_the_person_concerned_gets_a_seat_when_they_take_part(house: House) -> None:
    assert await partners_of(await house.session("Moeder")) == [("Moeder", False)]
    assert await partners_of(await house.session("Moeder", joins=True)) == [("Sam zelf", True), ("Moeder", False)]
    english = await house.session("Mother", joins=True, language="en")
    assert await partners_of(english) == [("Sam in person", True), ("Mother", False)]


@pytest.mark.parametrize("written", ["sam", " Sam  Zelf "])
async def test_a_partner_by_the_name_of_the_person_is_their_seat(house: House, written: str) -> None:
    session = await house.session("Moeder", written, joins=True)
    assert await partners_of(session) == [("Moeder", False), (" ".join(written.split()), True)]


async def test_the_newest_session_comes_first(house: House) -> None:
    first, second = await house.session(title="Eerste"), await house.session(title="Tweede")
    listed = (await second.host.get("/api/sessions")).json()["sessions"]
    assert {one["id"] for one in listed} == {first.id, second.id}
    assert [one["created"] for one in listed] == sorted((one["created"] for one in listed), reverse=True)


async def test_the_key_in_a_header_does_as_well_as_the_cookie(house: House) -> None:
    browser = house.browser(Authorization=f"Bearer {KEY}")
    answer = await browser.post("/api/sessions", json={"title": "Rond Sam", "subject": {"alias": "Sam"}})
    assert answer.status_code == 201


async def test_a_session_gets_every_stage_of_its_guide(session: Session) -> None:
    lead = await session.lead()
    guide = next(value for kind, _, value in lead.welcome["snapshot"] if kind == "guide")
    assert [stage["form"] for stage in guide["stages"]] == list(StageForm)


async def test_a_screen_gets_only_what_may_stand_on_it(session: Session) -> None:
    links = f"/api/sessions/{session.id}/links"
    everything = (await session.host.get(links)).json()
    screen = (await session.host.get(links, params={"role": "screen"})).json()
    addresses = {"code", "join_url", "address", "lead_url", "screen_url", "canvas_url", "lead_link", "reachable"}
    assert set(everything) == addresses | {"facilitator", "safety_procedure"}
    assert screen == {name: everything[name] for name in ("code", "join_url", "address", "reachable")}
    assert everything["lead_url"] == f"/s/{session.id}/lead"


async def test_links_for_others_do_not_say_localhost(session: Session) -> None:
    from facilitation.live.address import lan_address

    port = session.house.url.rpartition(":")[2]
    links = (await session.host.get(f"/api/sessions/{session.id}/links")).json()
    expected = f"{lan_address() or '127.0.0.1'}:{port}"
    assert links["address"] == expected
    assert links["join_url"].startswith(f"http://{expected}/j/")
    assert links["canvas_url"].startswith(f"http://{expected}/r/")


async def test_the_public_address_comes_before_any_other(tmp_path: Path) -> None:
    async with serving(tmp_path, public_url="https://speelveld.example.org") as house:
        host = house.browser(Authorization=f"Bearer {KEY}")
        links = (await host.post("/api/sessions", json={"title": "Rond Sam", "subject": {"alias": "Sam"}})).json()
        assert links["address"] == "speelveld.example.org"
        assert links["join_url"].startswith("https://speelveld.example.org/j/")


async def test_the_qr_code_opens_the_join_link(session: Session) -> None:
    answer = await session.host.get(f"/api/sessions/{session.id}/qr.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert b"<script" not in answer.content and b"<path" in answer.content
    join_url = (await session.host.get(f"/api/sessions/{session.id}/links")).json()["join_url"]
    image = qr(join_url).make_image().get_image().convert("RGB").resize((600, 600), Image.Resampling.NEAREST)
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [join_url]


async def test_5_1_a_code_has_eight_symbols_that_cannot_be_confused(session: Session) -> None:
    symbols = [symbol for symbol in session.code if symbol.isalnum()]
    assert len(symbols) == 8
    assert set(symbols) <= set(CODE_ALPHABET)
    assert not set(CODE_ALPHABET) & set("0O1IL2Z5S8B")


@pytest.mark.parametrize("role", ["lead", "seat", "reader"])
@pytest.mark.parametrize("format", ["json", "svg", "png", "pdf", "xlsx", "csv"])
async def test_5_5_everybody_in_the_session_takes_home_the_same_bytes(session: Session, role: str, format: str) -> None:
    phone = await session.join()
    reader = session.house.browser()
    await reader.get(f"/r/{session.reader_token}")
    browser = {"lead": session.host, "seat": phone.browser, "reader": reader}[role]
    path = f"/api/sessions/{session.id}/canvas.{format}"
    answer, again = await browser.get(path), await session.host.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.content == again.content
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert f".{format}" in answer.headers["content-disposition"]


async def test_5_5_a_download_holds_only_what_is_open(session: Session) -> None:
    await writing(session)
    _, line = await session.phone()
    await line.done("note.add", note=new_id(), kind="wish", text="dicht-4711")
    await line.done("note.add", note=new_id(), kind="offer", text="open-4711")
    lead = await session.lead()
    await lead.done("notes.open", kind="offer")
    for format in ("json", "csv", "svg"):
        text = (await session.host.get(f"/api/sessions/{session.id}/canvas.{format}")).text
        assert "open-4711" in text and "dicht-4711" not in text


async def test_a_stranger_and_somebody_removed_take_nothing_home(session: Session) -> None:
    phone, _ = await session.phone()
    lead = await session.lead()
    path = f"/api/sessions/{session.id}/canvas.json"
    assert (await phone.browser.get(path)).status_code == 200
    await lead.done("participant.remove", participant=phone.participant)
    for browser in (session.house.browser(), phone.browser):
        assert (await browser.get(path)).status_code == 401
