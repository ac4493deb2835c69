"""Leading along by a link (protocol 5), and what ends with it (protocol 1.6)."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
import zxingcpp
from PIL import Image

from facilitation.api.links import qr
from tests.serving import House, Session, serving


async def _lead_link(session: Session, browser: httpx.AsyncClient | None = None) -> str:
    answer = await (browser or session.host).post(f"/api/sessions/{session.id}/lead-link")
    assert answer.status_code == 200, answer.text
    return "/l/" + str(answer.json()["lead_link"]).rpartition("/")[2]


async def _along(session: Session) -> httpx.AsyncClient:
    """The browser of somebody who opened the link to lead along."""
    browser = session.house.browser()
    answer = await browser.get(await _lead_link(session))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/s/{session.id}/lead")
    return browser


async def test_somebody_with_the_link_leads_this_session(session: Session) -> None:
    browser = await _along(session)
    for role in ("lead", "screen", "reader"):
        line = await session.house.connect(browser, session.auth(role))
        assert line.welcome["role"] == role
    line = await session.house.connect(browser, session.auth("lead"))
    await line.done("stage.go", stage="person", **{"from": "welcome"})
    for path in ("links", "links?role=screen", "qr.svg", "lead-qr.svg", "canvas.json"):
        assert (await browser.get(f"/api/sessions/{session.id}/{path}")).status_code == 200, path
    seat = await session.house.connect(browser, session.auth("seat"))
    assert seat.refusal is not None and seat.refusal["data"]["code"] == "not-signed-in"


async def test_they_lead_no_other_session_and_have_no_desk(session: Session) -> None:
    browser = await _along(session)
    other = await session.house.session(title="Rond Robin")
    refused = await session.house.connect(browser, other.auth("lead"))
    assert refused.refusal is not None and refused.refusal["data"]["code"] == "not-signed-in"
    for method, path in (
        ("GET", "/api/sessions"),
        ("POST", "/api/sessions"),
        ("DELETE", f"/api/sessions/{session.id}"),
        ("GET", f"/api/sessions/{other.id}/links"),
        ("POST", f"/api/sessions/{other.id}/lead-link"),
    ):
        json = {"title": "X", "subject": {"alias": "X"}} if path == "/api/sessions" and method == "POST" else None
        answer = await browser.request(method, path, json=json)
        assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in"), path


async def test_1_6_a_new_link_ends_those_who_came_by_the_old_one_and_nobody_else(session: Session) -> None:
    browser = await _along(session)
    along = await session.house.connect(browser, session.auth("lead"))
    screen = await session.house.connect(browser, session.auth("screen"))
    others = [await session.lead(), await session.screen(), await session.reader(), (await session.phone())[1]]
    old = await _lead_link(session)
    assert await _lead_link(session) != old
    for line in (along, screen):
        await line.ended()
        assert line.bodies("bye")[0]["code"] == "link-changed"
    assert all(line.connected for line in others)
    assert (await session.house.browser().get(old)).status_code == 404
    again = await session.house.connect(browser, session.auth("lead"))
    assert again.refusal is not None and again.refusal["data"]["code"] == "not-signed-in"


async def test_1_6_a_new_link_for_the_team_leaves_those_who_lead_along(session: Session) -> None:
    along = await session.house.connect(await _along(session), session.auth("lead"))
    reader = await session.reader()
    assert (await session.host.post(f"/api/sessions/{session.id}/canvas-link")).status_code == 200
    await reader.ended()
    assert along.connected


async def test_whoever_leads_along_and_makes_a_new_link_stays(session: Session) -> None:
    browser = await _along(session)
    await _lead_link(session, browser)
    line = await session.house.connect(browser, session.auth("lead"))
    assert line.welcome["role"] == "lead"


async def test_the_link_is_shown_again_to_those_who_lead_and_stands_in_the_qr_code(session: Session) -> None:
    path = f"/api/sessions/{session.id}/links"
    before = (await session.host.get(path)).json()
    assert (before["lead_link"], before["facilitator"]) == (None, True)
    assert (await session.host.get(f"/api/sessions/{session.id}/lead-qr.svg")).status_code == 404
    browser = await _along(session)
    seen = (await browser.get(path)).json()
    assert (await session.host.get(path)).json()["lead_link"] == seen["lead_link"]
    assert seen["facilitator"] is False
    image: Image.Image = qr(seen["lead_link"]).make_image().get_image()
    assert zxingcpp.read_barcodes(image)[0].text == seen["lead_link"]
    assert "lead_link" not in (await browser.get(path, params={"role": "screen"})).json()
    for nobody in (session.house.browser(), (await session.join()).browser):
        assert (await nobody.get(path)).status_code == 401
        assert (await nobody.get(f"/api/sessions/{session.id}/lead-qr.svg")).status_code == 401


async def test_5_3_a_wrong_link_costs_a_try(house: House) -> None:
    browser = house.browser()
    for _ in range(20):
        assert (await browser.get("/l/no-such-token-at-all")).status_code == 404
    assert (await browser.get("/l/no-such-token-at-all")).status_code == 429


@pytest.mark.parametrize("own", ["", "https://example.org/veilig", "Bel de aandachtsfunctionaris."])
async def test_the_organisations_procedure_reaches_those_who_lead(tmp_path: Path, own: str) -> None:
    async with serving(tmp_path, safety_procedure=own) as house:
        session = await house.session()
        assert (await session.host.get(f"/api/sessions/{session.id}/links")).json()["safety_procedure"] == own
