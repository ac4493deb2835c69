"""Closing and reopening a session from the desk."""

from __future__ import annotations

from tests.serving import Session


async def test_the_desk_closes_and_reopens_a_session(session: Session) -> None:
    """Closing sets the day of deletion and shuts the door; reopening takes both back."""
    phone, line = await session.phone("Moeder")

    assert (await session.host.post(f"/api/sessions/{session.id}/close")).status_code == 204
    listed = (await session.host.get("/api/sessions")).json()["sessions"][0]
    assert listed["status"] == "closed" and listed["purge_at"] > listed["created"]
    refused = await session.house.browser().post(
        "/api/join", json={"code": session.code, "partner": {"name": "School"}}
    )
    assert refused.json()["code"] == "door-closed"

    assert (await session.host.post(f"/api/sessions/{session.id}/reopen")).status_code == 204
    listed = (await session.host.get("/api/sessions")).json()["sessions"][0]
    assert listed["status"] == "live" and listed["purge_at"] is None
    await line.until(
        lambda: [change[3]["status"] for change in line.changes() if change[1] == "session"][-1:] == ["live"]
    )
    assert (await phone.browser.post(f"/api/sessions/{session.id}/close")).status_code == 401
