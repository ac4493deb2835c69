"""Playing an example on the real server, over HTTP and the real socket."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

import aiohttp
import pytest

from facilitation.demo import DemoError, Example, Step, Until, load_example, names, play, seed, staged
from tests.demo.conftest import Cable, Place

EXAMPLE = load_example("pleeggezin")


def written(records: Mapping[str, Mapping[str, Any]]) -> Counter[tuple[str, str, str | None]]:
    """The notes by partner's name, kind and text."""
    partners = records["partner"]
    return Counter((partners[n["partner"]]["name"], n["kind"], n["text"]) for n in records.get("note", {}).values())


def told(example: Example) -> Counter[tuple[str, str, str | None]]:
    return Counter((note.partner, note.kind.value, note.text) for note in example.notes)


@pytest.mark.parametrize("name", names())
async def test_a_whole_case_comes_to_stand_on_the_server(place: Place, name: str) -> None:
    example = load_example(name)
    async with staged(place.url, place.key, example, speed=math.inf) as played:
        records = played.lead.records
        session = records["session"][played.session_id]
        subject = records["subject"]["subject"]
        assert (session["stage"], session["status"], session["title"]) == ("close", "live", example.title)
        assert [p["name"] for p in sorted(records["partner"].values(), key=lambda p: p["position"])] == list(
            example.partners
        )
        assert (subject["story"], subject["question"]) == (example.subject.story, example.subject.question)
        assert subject["strengths"] == example.subject.strengths
        assert subject["confirmed"] == example.subject.confirmed_as
        assert written(records) == told(example)
        assert all(note["open"] for note in records["note"].values())
        assert [records["partner"][p]["name"] for p in records["floor"]["floor"]["heard"]] == list(example.partners)
        assert records["floor"]["floor"]["partner"] is None
        assert len(records["participant"]) == len(played.seats) == 12


STOPS = {
    Until.WELCOME: ("welcome", 10, 0),
    Until.PERSON: ("person", 10, 0),
    Until.PARTNERS: ("partners", 12, 45),
    Until.OPENED: ("partners", 12, 45),
    Until.CLOSE: ("close", 12, 45),
}


@pytest.mark.parametrize("until", Until)
async def test_it_stops_where_it_was_told_to(place: Place, until: Until) -> None:
    stage, people, notes = STOPS[until]
    async with staged(place.url, place.key, EXAMPLE, speed=math.inf, until=until) as played:
        records = played.lead.records
        assert records["session"][played.session_id]["stage"] == stage
        assert (len(records["participant"]), len(records.get("note", {}))) == (people, notes)
        assert (records["subject"]["subject"]["story"] == "") == (until is Until.WELCOME)
        assert (records["subject"]["subject"]["confirmed"] is not None) == until.reaches(Until.PERSON)
        assert (records["board"]["board"]["open"] != []) == until.reaches(Until.PARTNERS)
        assert (records["floor"]["floor"]["partner"] is not None) == (until is Until.OPENED)


async def test_2_6_what_the_phones_wrote_is_closed_to_the_lead_until_the_board_opens(place: Place) -> None:
    async with staged(place.url, place.key, EXAMPLE, speed=math.inf, until=Until.PARTNERS) as played:
        assert {note["text"] for note in played.lead.records["note"].values()} == {None}
        await played.lead.command("notes.open")
        assert written(played.lead.records) == told(EXAMPLE)


async def test_everybody_stays_at_the_circle_while_the_block_runs(place: Place) -> None:
    async with staged(place.url, place.key, EXAMPLE, speed=math.inf, until=Until.PARTNERS) as played:
        lead = played.lead
        await lead.wait_for(lambda: (lead.presence.get("present"), lead.presence.get("ready")) == (12, 11))


async def test_a_named_partner_has_the_floor(place: Place) -> None:
    how: dict[str, Any] = {"speed": math.inf, "until": Until.OPENED, "floor": "Pleegouder"}
    async with staged(place.url, place.key, EXAMPLE, **how) as played:
        records = played.lead.records
        assert records["partner"][records["floor"]["floor"]["partner"]]["name"] == "Pleegouder"


async def test_a_board_that_was_filled_at_once_stands_in_the_order_of_the_example(place: Place) -> None:
    async with staged(place.url, place.key, EXAMPLE, speed=math.inf) as played:
        notes = sorted(played.lead.records["note"].items(), key=lambda item: (item[1]["at"], item[0]))
        assert [note["text"] for _, note in notes] == [note.text for note in EXAMPLE.notes]


async def test_phones_that_write_at_once_write_the_same(place: Place) -> None:
    steps = list[tuple[Step, Mapping[str, Any]]]()
    how: dict[str, Any] = {"speed": 900.0, "tell": lambda step, values: steps.append((step, values))}
    async with staged(place.url, place.key, EXAMPLE, **how) as played:
        assert written(played.lead.records) == told(EXAMPLE)
    assert [values["n"] for step, values in steps if step is Step.WRITTEN] == list(range(1, 46))
    assert [values["n"] for step, values in steps if step is Step.JOINED] == list(range(1, 13))
    assert [values["name"] for step, values in steps if step is Step.FLOOR] == list(EXAMPLE.partners)
    assert [step for step, _ in steps][:1] == [Step.CREATED]
    assert [step for step, _ in steps][-1:] == [Step.DONE]


@pytest.mark.parametrize("phones", [1, 5, 25])
async def test_any_number_of_phones_plays_it(place: Place, phones: int) -> None:
    async with staged(place.url, place.key, EXAMPLE, speed=math.inf, phones=phones) as played:
        records = played.lead.records
        assert len(records["participant"]) == phones
        present = {seat.partner_name for seat in played.seats}
        assert written(records) == Counter({n: c for n, c in told(EXAMPLE).items() if n[0] in present})
        assert len(records["floor"]["floor"]["heard"]) == len(EXAMPLE.partners)


async def test_3_2_a_line_that_is_cut_loses_nothing_and_doubles_nothing(place: Place, cable: Cable) -> None:
    joined = 0

    def cut_now_and_then(step: Step, values: Mapping[str, Any]) -> None:
        nonlocal joined
        joined += step is Step.JOINED
        if step is Step.WRITTEN and joined == 12 and values["n"] % 8 == 0:
            cable.cut()

    how: dict[str, Any] = {"speed": 100.0, "tell": cut_now_and_then}
    async with staged(cable.url, place.key, EXAMPLE, **how) as played:
        assert cable.cuts >= 2
        assert written(played.lead.records) == told(EXAMPLE)
        assert len(played.lead.records["participant"]) == 12


async def test_the_seats_cookies_open_that_seat_elsewhere(place: Place) -> None:
    played = await seed(place.url, place.key, EXAMPLE, until=Until.PARTNERS)
    for seat in played.seats:
        assert set(seat.cookies) == {f"seat-{played.session_id}"}
        async with (
            aiohttp.ClientSession(cookies=dict(seat.cookies)) as browser,
            browser.get(f"{place.url}/api/me") as answer,
        ):
            assert await answer.json() == {"facilitator": False, "seats": [played.session_id]}
    async with (
        aiohttp.ClientSession(cookies=dict(played.cookies)) as browser,
        browser.get(f"{place.url}/api/sessions") as answer,
    ):
        rows = (await answer.json())["sessions"]
        assert [(row["id"], row["notes"]) for row in rows] == [(played.session_id, 45)]


async def test_every_link_is_complete(place: Place) -> None:
    links = (await play(place.url, place.key, EXAMPLE, speed=math.inf, until=Until.WELCOME)).links
    for url in (links.join_url, links.lead_url, links.screen_url, links.canvas_url):
        assert url.startswith("http://")


async def test_a_wrong_key_is_told(place: Place) -> None:
    with pytest.raises(DemoError) as refused:
        await seed(place.url, "not the key at all", EXAMPLE)
    assert (refused.value.code, refused.value.values["what"]) == ("refused", "/api/sign-in")


async def test_what_the_server_refuses_is_told(place: Place) -> None:
    async with staged(place.url, place.key, EXAMPLE, speed=math.inf, until=Until.WELCOME) as played:
        with pytest.raises(DemoError) as refused:
            await played.lead.command("stage.go", stage="close", from_="person")
        assert (refused.value.code, refused.value.values["what"]) == ("refused", "stage.go")


async def test_no_server_is_told(unused_tcp_port: int) -> None:
    with pytest.raises(DemoError) as refused:
        await seed(f"http://127.0.0.1:{unused_tcp_port}", "any", EXAMPLE)
    assert refused.value.code == "no-server"
