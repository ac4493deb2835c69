"""Protocol 5: the facilitator's key, who somebody is, and problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitation.config import Settings
from facilitation.live.identity import facilitators_key
from facilitation.live.limits import Failures
from tests.given import ManualClock
from tests.serving import KEY, House, Session, serving


async def test_the_key_signs_in_and_out(house: House) -> None:
    browser = house.browser()
    assert (await browser.get("/api/me")).json() == {"facilitator": False, "seats": []}
    assert (await browser.post("/api/sign-in", json={"key": KEY})).status_code == 204
    assert (await browser.get("/api/me")).json()["facilitator"] is True
    assert (await browser.post("/api/sign-out")).status_code == 204
    assert (await browser.get("/api/me")).json()["facilitator"] is False


async def test_the_link_signs_in_and_goes_to_the_desk(house: House) -> None:
    browser = house.browser()
    answer = await browser.get("/sign-in", params={"key": KEY})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    assert (await browser.get("/api/me")).json()["facilitator"] is True
    assert KEY not in answer.headers["set-cookie"]


async def test_me_names_the_seats_of_this_phone(session: Session) -> None:
    phone = await session.join()
    assert (await phone.browser.get("/api/me")).json() == {"facilitator": False, "seats": [session.id]}


async def test_a_key_is_made_once_and_kept_to_oneself(tmp_path: Path) -> None:
    settings = Settings(sessions_dir=tmp_path / "new")
    key = facilitators_key(settings)
    assert len(key) >= 32
    assert facilitators_key(settings) == key
    assert settings.key_file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/sessions"),
        ("GET", "/api/sessions"),
        ("DELETE", "/api/sessions/{id}"),
        ("GET", "/api/sessions/{id}/links"),
        ("GET", "/api/sessions/{id}/qr.svg"),
        ("POST", "/api/sessions/{id}/canvas-link"),
    ],
)
async def test_what_is_the_facilitators_is_nobody_elses(session: Session, method: str, path: str) -> None:
    phone = await session.join()
    reader = session.house.browser()
    await reader.get(f"/r/{session.reader_token}")
    body = {"title": "x", "subject": {"alias": "x"}}
    for browser in (session.house.browser(), phone.browser, reader):
        answer = await browser.request(method, path.format(id=session.id), json=body)
        assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")


async def test_a_problem_is_told_in_the_askers_language(house: House) -> None:
    for language, detail in (("nl", "Je bent hier niet aangemeld."), ("en-GB,en;q=0.9", "You are not signed in here.")):
        answer = await house.browser(**{"Accept-Language": language}).get("/api/sessions")
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert set(problem) == {"type", "title", "status", "detail", "code"}
        assert (problem["status"], problem["code"]) == (401, "not-signed-in")
        assert problem["detail"].startswith(detail)


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_every_kind_of_mistake_is_a_problem(session: Session, language: str) -> None:
    session.host.headers["Accept-Language"] = language
    host, large = session.host, "x" * 70_000
    answers = {
        "not-found": await host.get("/api/nothing"),
        "method": await host.put("/api/sessions"),
        "bad-request": await host.post("/api/sessions", content="{"),
        "empty": await host.post("/api/sessions", json={"title": " ", "subject": {"alias": "Sam"}}),
        "guide-unknown": await host.post("/api/sessions", json={"title": "x", "subject": {"alias": "x"}, "guide": "x"}),
        "too-large": await host.post("/api/sessions", json={"title": large, "subject": {"alias": "Sam"}}),
        "session-unknown": await host.get("/api/sessions/does-not-exist/links"),
        "format-unknown": await host.get(f"/api/sessions/{session.id}/canvas.exe"),
    }
    for code, answer in answers.items():
        assert answer.headers["content-type"] == "application/problem+json", code
        problem = answer.json()
        assert (problem["code"], problem["status"]) == (code, answer.status_code)
        assert answer.status_code >= 400
        assert problem["title"] and problem["detail"] and "{" not in problem["detail"]
        assert answer.headers["content-language"] == language


async def test_a_mistake_does_not_repeat_what_was_sent(house: House) -> None:
    host = await house.facilitator()
    answer = await host.post("/api/sessions", json={"title": ["kanarie"], "subject": {"alias": "kanarie"}})
    assert answer.status_code == 400
    assert "title" in answer.json()["detail"]
    assert "kanarie" not in answer.text


async def test_5_3_twenty_wrong_tries_and_then_a_minute_of_none(house: House) -> None:
    browser = house.browser()
    for _ in range(20):
        assert (await browser.post("/api/sign-in", json={"key": "wrong"})).status_code == 401
    for answer in (
        await browser.post("/api/sign-in", json={"key": KEY}),
        await browser.post("/api/door", json={"code": "CDFH3479"}),
        await browser.get("/j/whatever"),
        await browser.get("/r/whatever"),
        await browser.get("/api/sessions", headers={"Authorization": "Bearer wrong"}),
    ):
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= 60
        assert answer.json()["code"] == "too-many-tries"


async def test_5_3_what_is_right_costs_nothing(session: Session) -> None:
    browser = session.house.browser()
    for _ in range(30):
        assert (await browser.post("/api/door", json={"code": session.code})).status_code == 200


async def test_5_3_whoever_guesses_keeps_nobody_at_the_same_address_out(session: Session) -> None:
    """A room behind one address joins by QR code, whatever one of them types."""
    guesser, phone = session.house.browser(), session.house.browser()
    for _ in range(21):
        guessed = await guesser.post("/api/door", json={"code": "CDFH3479"})
    assert guessed.status_code == 429
    assert (await phone.get(f"/j/{session.token}")).status_code == 303
    assert (await phone.get(f"/r/{session.reader_token}")).status_code == 303
    body = {"token": session.token, "partner": {"name": "Moeder"}}
    assert (await phone.post("/api/join", json=body)).status_code == 200
    assert (await phone.get("/j/whatever")).status_code == 429


def test_5_3_a_clock_that_is_put_back_locks_nobody_out() -> None:
    clock = ManualClock()
    failures = Failures(clock.now)
    for _ in range(20):
        failures.wrong("192.0.2.7")
    assert failures.wait_ms("192.0.2.7") == 60_000
    clock.advance(-3_600_000)
    assert failures.wait_ms("192.0.2.7") == 0


@pytest.mark.parametrize("trusted", [True, False])
async def test_5_3_an_address_behind_a_proxy_counts_when_the_proxy_is_trusted(tmp_path: Path, trusted: bool) -> None:
    from ipaddress import ip_network

    async with serving(tmp_path, trusted_proxies=(ip_network("127.0.0.0/8"),) if trusted else ()) as house:
        noisy, quiet = (house.browser(**{"X-Forwarded-For": f"198.51.100.{n}"}) for n in (1, 2))
        for _ in range(21):
            last = await noisy.post("/api/sign-in", json={"key": "wrong"})
        assert last.status_code == 429
        expected = 204 if trusted else 429
        assert (await quiet.post("/api/sign-in", json={"key": KEY})).status_code == expected


async def test_5_4_cookies_are_for_the_server_and_this_site(session: Session) -> None:
    browser = session.house.browser()
    joined = await browser.post("/api/join", json={"code": session.code, "partner": {"name": "Moeder"}})
    door = await browser.post("/api/door", json={"code": session.code})
    signed_in = await browser.post("/api/sign-in", json={"key": KEY})
    read = await browser.get(f"/r/{session.reader_token}")
    names = []
    for answer in (joined, door, signed_in, read):
        cookie = answer.headers["set-cookie"]
        names.append(cookie.partition("=")[0])
        assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie
        assert "Secure" not in cookie
    assert names == [f"seat-{session.id}", "door", "facilitator", f"reader-{session.id}"]


async def test_5_4_cookies_are_secure_when_the_address_is(tmp_path: Path) -> None:
    async with serving(tmp_path, public_url="https://speelveld.example.org") as house:
        answer = await house.browser().post("/api/sign-in", json={"key": KEY})
        assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://127.0.0.1:1"}, False),
        ({"Origin": "http://evil.example", "Authorization": f"Bearer {KEY}"}, True),
    ],
)
async def test_another_website_can_do_nothing(house: House, headers: dict[str, str], allowed: bool) -> None:
    host = await house.facilitator()
    body = {"title": "Rond Sam", "subject": {"alias": "Sam"}}
    answer = await host.post("/api/sessions", json=body, headers=headers)
    assert answer.status_code == (201 if allowed else 403)
    if not allowed:
        assert answer.json()["code"] == "cross-site"
    assert "access-control-allow-origin" not in answer.headers


async def test_our_own_origin_may(house: House) -> None:
    host = await house.facilitator()
    answer = await host.post("/api/sign-out", headers={"Origin": house.url})
    assert answer.status_code == 204


async def test_every_answer_says_what_it_may_be_used_for(house: House) -> None:
    for path in ("/api/health", "/api/sessions", "/api/nothing"):
        headers = (await house.browser().get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert "default-src 'none'" in headers["content-security-policy"]
