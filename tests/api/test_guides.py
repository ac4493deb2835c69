"""Protocol 5: the guides of the product and those that a facilitator makes out of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from facilitation import guides
from facilitation.canvas import limits
from facilitation.canvas.guide_toml import read_guide
from facilitation.canvas.kinds import StageForm
from tests.serving import KEY, House, serving

PERSON = guides.file("person")


@pytest.fixture
async def host(house: House) -> httpx.AsyncClient:
    """A facilitator's browser."""
    return await house.facilitator()


async def copy(host: httpx.AsyncClient, of: str = "person") -> tuple[str, dict[str, Any]]:
    """The name of a new copy, and what the form gets of it."""
    answer = await host.post("/api/guides", json={"copy_of": of})
    assert answer.status_code == 201, answer.text
    name = answer.json()["name"]
    return name, (await host.get(f"/api/guides/{name}")).json()


async def listed(host: httpx.AsyncClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await host.get("/api/guides")).json()["guides"]
    return found


async def test_the_guides_of_the_product_are_listed_with_what_they_are_for(host: httpx.AsyncClient) -> None:
    found = await listed(host)
    assert [(one["name"], one["own"], one["stages"]) for one in found] == [
        ("person", False, 9),
        ("organisation", False, 10),
        ("network", False, 7),
    ]
    assert all(set(one["purpose"]) == set(one["title"]) == {"nl", "en"} for one in found)
    assert all(one["minutes"] >= 120 for one in found)
    assert (await host.get("/api/sessions")).json()["guides"] == found


async def test_a_copy_is_changed_and_a_session_begins_with_it(house: House, host: httpx.AsyncClient) -> None:
    name, form = await copy(host)
    assert form["own"]
    assert form["guide"]["title"] == {"nl": "Rond één mens (kopie)", "en": "Around one person (copy)"}
    form["guide"]["stages"][0]["say"]["nl"] = "Dag allemaal. =1+1 <b>Welkom</b>."
    del form["guide"]["stages"][3]
    saved = await host.put(f"/api/guides/{name}", json={"guide": form["guide"], "version": form["version"]})
    assert saved.json() == {"version": form["version"] + 1}
    session = await house.session(guide=name)
    lead = await session.lead()
    guide = next(value for kind, _, value in lead.welcome["snapshot"] if kind == "guide")
    assert guide["name"] == name
    assert guide["stages"][0]["say"]["nl"] == "Dag allemaal. =1+1 <b>Welkom</b>."
    assert [stage["form"] for stage in guide["stages"]] == [form for form in StageForm if form != "needed"]


async def test_a_session_keeps_the_guide_with_which_it_began(house: House, host: httpx.AsyncClient) -> None:
    name, form = await copy(host)
    session = await house.session(guide=name)
    form["guide"]["title"]["nl"] = "Heel anders"
    await host.put(f"/api/guides/{name}", json={"guide": form["guide"], "version": form["version"]})
    assert (await host.delete(f"/api/guides/{name}")).status_code == 204
    lead = await session.lead()
    guide = next(value for kind, _, value in lead.welcome["snapshot"] if kind == "guide")
    assert guide["title"]["nl"] == "Rond één mens (kopie)"
    answer = await host.post("/api/sessions", json={"title": "x", "subject": {"alias": "x"}, "guide": name})
    assert (answer.status_code, answer.json()["code"]) == (404, "guide-unknown")


@pytest.mark.parametrize("name", guides.names())
async def test_what_is_exported_is_imported_as_the_same_guide(host: httpx.AsyncClient, name: str) -> None:
    file = await host.get(f"/api/guides/{name}.toml", headers={"Accept-Language": "en"})
    assert file.headers["content-type"].startswith("application/toml")
    assert file.text.startswith("# A guide. Change the texts")
    answer = await host.post("/api/guides/import", content=file.content)
    assert answer.status_code == 201, answer.text
    own = answer.json()["name"]
    again = await host.get(f"/api/guides/{own}.toml", headers={"Accept-Language": "en"})
    assert again.content == file.content
    assert read_guide(name, again.content) == guides.load(name)


async def test_a_file_gets_a_name_that_every_system_takes(host: httpx.AsyncClient) -> None:
    file = await host.get("/api/guides/person.toml", headers={"Accept-Language": "nl"})
    assert 'filename="leidraad-rond-een-mens.toml"' in file.headers["content-disposition"]


async def test_5_0a_a_faulty_file_is_refused_with_every_line_and_reason(host: httpx.AsyncClient) -> None:
    faulty = PERSON.replace('\nask.en = "You are in.', '\nask.de = "You are in.').replace(
        "minutes = 30", 'minutes = "x"'
    )
    answer = await host.post("/api/guides/import", content=faulty.encode(), headers={"Accept-Language": "en"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["code"] == "guide-faulty"
    lines = faulty.split("\n")
    assert [(one["stage"], one["field"], one["code"]) for one in told["faults"]] == [
        (1, "ask.en", "missing-en"),
        (1, "ask.de", "unknown"),
        (5, "minutes", "bad-minutes"),
    ]
    assert [lines[one["line"] - 1].split(" ")[0] for one in told["faults"]] == ["ask.nl", "ask.de", "minutes"]
    assert told["faults"][0]["message"] == "The English text is missing here."
    assert len(await listed(host)) == 3


async def test_a_form_that_is_not_complete_is_told_where(host: httpx.AsyncClient) -> None:
    name, form = await copy(host, "network")
    form["guide"]["stages"][2]["questions"]["see"]["en"] = " "
    body = {"guide": form["guide"], "version": form["version"]}
    fault = {
        "line": None,
        "stage": 3,
        "field": "questions.see.en",
        "code": "missing-en",
        "message": "Hier ontbreekt de Engelse tekst.",
    }
    assert (await host.post("/api/guides/check", json=body)).json() == {"faults": [fault]}
    answer = await host.put(f"/api/guides/{name}", json=body)
    assert (answer.status_code, answer.json()["faults"]) == (400, [fault])
    form["guide"]["stages"][2]["questions"]["see"]["en"] = "What?"
    assert (await host.post("/api/guides/check", json=body)).json() == {"faults": []}


async def test_what_somebody_else_saved_is_not_overwritten(host: httpx.AsyncClient) -> None:
    name, form = await copy(host)
    body = {"guide": form["guide"], "version": form["version"]}
    assert (await host.put(f"/api/guides/{name}", json=body)).status_code == 200
    late = await host.put(f"/api/guides/{name}", json=body)
    assert (late.status_code, late.json()["code"]) == (409, "guide-changed")


async def test_the_guides_of_the_product_stay_as_they_are(host: httpx.AsyncClient) -> None:
    form = (await host.get("/api/guides/person")).json()
    assert not form["own"]
    for answer in (
        await host.put("/api/guides/person", json={"guide": form["guide"], "version": 0}),
        await host.delete("/api/guides/person"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "guide-built-in")


@pytest.mark.parametrize("name", ["nobody", "person.toml.toml", "%00", "..%2f..%2fetc", "é"])
async def test_a_guide_that_is_not_there_is_not_there(host: httpx.AsyncClient, name: str) -> None:
    for method, path in (("GET", name), ("GET", f"{name}.toml"), ("DELETE", name)):
        assert (await host.request(method, f"/api/guides/{path}")).status_code == 404
    assert (await host.post("/api/guides", json={"copy_of": name})).status_code == 404


async def test_a_title_keeps_its_length_however_often_it_is_copied(host: httpx.AsyncClient) -> None:
    name = "network"
    for _ in range(8):
        name, form = await copy(host, name)
    assert len(form["guide"]["title"]["nl"]) == limits.GUIDE_TITLE
    body = {"guide": form["guide"], "version": form["version"]}
    assert (await host.post("/api/guides/check", json=body)).json() == {"faults": []}


async def test_there_is_room_for_a_hundred_guides(host: httpx.AsyncClient) -> None:
    for _ in range(limits.GUIDES):
        await copy(host)
    answer = await host.post("/api/guides", json={"copy_of": "person"})
    assert (answer.status_code, answer.json()["code"]) == (409, "too-many-guides")
    assert str(limits.GUIDES) in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status", "codes"),
    [
        (b"\xff\xfe\x00", 400, {"not-utf8"}),
        (b"a=" + b"[" * 50_000, 400, {"not-toml"}),
        (b"", 400, {"no-text", "no-stages"}),
        (b"x" * 61_000, 400, {"too-large"}),
        (b"x" * 1_000_000, 413, set()),
    ],
)
async def test_a_hostile_file_is_refused(host: httpx.AsyncClient, body: bytes, status: int, codes: set[str]) -> None:
    answer = await host.post("/api/guides/import", content=body)
    assert answer.status_code == status
    assert {one["code"] for one in answer.json().get("faults", [])} == codes


async def test_the_guides_are_the_facilitators_alone(house: House) -> None:
    stranger = house.browser()
    for method, path, body in (
        ("GET", "", None),
        ("GET", "/person", None),
        ("GET", "/person.toml", None),
        ("POST", "", {"copy_of": "person"}),
        ("POST", "/import", {}),
        ("POST", "/check", {"guide": {}}),
        ("PUT", "/person", {"guide": {}}),
        ("DELETE", "/person", None),
    ):
        answer = await stranger.request(method, f"/api/guides{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in"), (method, path)


async def test_guides_are_there_after_a_restart(tmp_path: Path) -> None:
    async with serving(tmp_path) as house:
        name, _ = await copy(await house.facilitator())
    async with serving(tmp_path) as house:
        browser = house.browser(Authorization=f"Bearer {KEY}")
        assert [one["name"] for one in await listed(browser) if one["own"]] == [name]
