"""What a phone has to fetch before somebody can write: measured on the wire, with nothing in its cache."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.async_api import CDPSession

from tests.browser.devices import Phone
from tests.browser.room import Room

BUDGET_BYTES = 230_000
YEAR = "public, max-age=31536000, immutable"


class Meter:
    """Counts what one tab receives: answers with their headers, redirects, and frames of its line."""

    def __init__(self) -> None:
        self.bytes = Counter[str]()
        self.headers: dict[str, dict[str, str]] = {}
        self.sockets: list[str] = []
        self.urls: list[str] = []
        self.cached: set[str] = set()
        self._asked: dict[str, str] = {}

    async def attach(self, cdp: CDPSession) -> None:
        cdp.on("Network.requestWillBeSent", self._request)
        cdp.on("Network.responseReceived", self._response)
        cdp.on("Network.loadingFinished", self._finished)
        cdp.on("Network.requestServedFromCache", lambda event: self.cached.add(event["requestId"]))
        cdp.on("Network.webSocketCreated", lambda event: self.sockets.append(event["url"]))
        cdp.on("Network.webSocketFrameReceived", self._frame)
        await cdp.send("Network.enable")
        await cdp.send("Network.clearBrowserCache")

    @property
    def total(self) -> int:
        return sum(self.bytes.values())

    def report(self) -> str:
        """The figure, and what it is made of."""
        rows = [f"{size:>9,}  {path}" for path, size in self.bytes.most_common() if size]
        return "\n".join([f"{self.total:>9,}  bytes in all, of {BUDGET_BYTES:,}", *rows])

    def _request(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        self.urls.append(url)
        if "redirectResponse" in event:
            before = event["redirectResponse"]
            self.bytes[_path(before["url"])] += round(before["encodedDataLength"])
        self._asked[event["requestId"]] = url

    def _response(self, event: dict[str, Any]) -> None:
        response = event["response"]
        self.headers[_path(response["url"])] = {name.lower(): text for name, text in response["headers"].items()}

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] not in self.cached:
            self.bytes[_path(self._asked[event["requestId"]])] += round(event["encodedDataLength"])

    def _frame(self, event: dict[str, Any]) -> None:
        self.bytes["(frames of the line)"] += len(event["response"]["payloadData"].encode())


def _path(url: str) -> str:
    # The token of the door is a secret, also in a report.
    path = urlsplit(url).path
    return "/j/…" if path.startswith("/j/") else path


@pytest.fixture
async def arrival(room: Room) -> tuple[Phone, Meter]:
    """A phone that opened what the QR code says, and came to its seat."""
    session = await room.house.session("Moeder", "Pleegouder", "School")
    phone = await room.phone()
    meter = Meter()
    await meter.attach(await phone.context.new_cdp_session(phone.page))
    await phone.join(f"{room.url}/j/{session.token}", "Pleegouder")
    await phone.page.evaluate("() => document.fonts.ready")
    await phone.page.wait_for_load_state("networkidle")
    return phone, meter


async def test_a_phone_fetches_at_most_230_kb_until_it_sits(arrival: tuple[Phone, Meter]) -> None:
    """From the QR code to the seat, fonts included, over one WebSocket and from nobody else."""
    phone, meter = arrival
    print("\n" + meter.report())  # noqa: T201  # the figure is wanted, not only whether it is small enough
    assert meter.total <= BUDGET_BYTES, meter.report()
    assert meter.total > 150_000, "hardly anything was measured"
    assert any(path.endswith(".woff2") for path in meter.bytes), "the fonts were not measured"
    assert len(meter.sockets) == 1
    origin = urlsplit(phone.page.url).netloc
    assert {urlsplit(url).netloc for url in (*meter.urls, *meter.sockets) if not url.startswith("data:")} == {origin}


async def test_files_are_compressed_and_kept(arrival: tuple[Phone, Meter]) -> None:
    """Code and styles come compressed and never again; pages are asked for anew, so that an update is seen."""
    _, meter = arrival
    assets = {path: headers for path, headers in meter.headers.items() if path.startswith("/assets/")}
    assert len(assets) > 5
    for path, headers in assets.items():
        assert headers["cache-control"] == YEAR, path
        assert headers.get("content-encoding") == "gzip" or int(headers["content-length"]) < 256, path
    fonts = {path: headers for path, headers in meter.headers.items() if path.endswith(".woff2")}
    assert all("max-age=604800" in headers["cache-control"] for headers in fonts.values())
    assert meter.headers["/join"]["cache-control"] == "no-cache"
    assert meter.headers["/join"]["content-encoding"] == "gzip"


async def test_a_page_may_run_its_own_scripts_and_fetches_no_hash_of_another(room: Room) -> None:
    async with httpx.AsyncClient(base_url=room.url) as browser:
        for path in ("/", "/join", "/desk/guides", "/s/nobody/seat"):
            page = await browser.get(path)
            scripts = re.findall(r"<script(?![^>]* src=)[^>]*>(.*?)</script>", page.text, re.DOTALL)
            hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
            allowed = set(re.findall("'sha256-([^']+)'", page.headers["content-security-policy"]))
            assert hashes and hashes <= allowed, path
            assert path == "/" or hashes == allowed, path


async def test_a_second_visit_fetches_next_to_nothing(arrival: tuple[Phone, Meter]) -> None:
    """A reload at the table, on a line that is shared by everyone there."""
    phone, meter = arrival
    meter.bytes.clear()
    await phone.reload()
    await phone.connected()
    await phone.page.wait_for_load_state("networkidle")
    assert 0 < meter.total < 20_000, meter.report()
