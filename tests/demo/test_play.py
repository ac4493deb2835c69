"""Playing an example on the real server, over HTTP and the real socket."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import aiohttp
import pytest

from facilitation.canvas.guides import LANGUAGES
from facilitation.canvas.kinds import CIRCLE_KINDS, FRAME_KINDS, LOOKBACK_KINDS, NoteKind
from facilitation.demo import DemoError, Example, Step, Until, load_example, names, play, seed, staged
from tests.demo.conftest import Cable, Place
from tests.examples.expected import at_home, expected, of_file, picture

EXAMPLE = load_example("pleeggezin")


FIRST_WORDS = sum(note.kind in FRAME_KINDS for note in EXAMPLE.notes)
LAST_WORDS = sum(note.kind in LOOKBACK_KINDS for note in EXAMPLE.notes)
BEFORE = FIRST_WORDS + sum(note.kind is NoteKind.NEEDED for note in EXAMPLE.notes)
CIRCLE = sum(note.kind in CIRCLE_KINDS for note in EXAMPLE.notes)


def written(records: Mapping[str, Mapping[str, Any]]) -> Counter[tuple[str, str | None]]:
    """The notes by kind and text."""
    return Counter((note["kind"], note["text"]) for note in records.get("note", {}).values())


def said(example: Example, partners: Collection[str] = EXAMPLE.partners) -> Counter[tuple[str, str | None]]:
    """The same as the example has it, of these partners, as it was corrected."""
    correction = example.control.correction
    return Counter(
        (note.kind.value, correction.text if correction and note.key == correction.note else note.text)
        for note in example.notes
        if note.partner in partners
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", names())
async def test_a_whole_case_comes_to_stand_on_the_server(place: Place, name: str, language: str) -> None:
    example = load_example(name, language)
    today = date.today()
    played = await seed(place.url, place.key, example)
    async with (
        aiohttp.ClientSession(cookies=dict(played.cookies)) as browser,
        browser.get(f"{place.url}/api/sessions/{played.session_id}/canvas.json") as answer,
    ):
        document = await answer.json()
    assert picture(of_file(document)) == at_home(expected(example, today))


STOPS = {
    Until.WELCOME: ("welcome", 10, 0),
    Until.PERSON: ("person", 10, 0),
    Until.FRAME: ("frame", 12, FIRST_WORDS),
    Until.NEEDED: ("needed", 12, BEFORE),
    Until.PARTNERS: ("partners", 12, BEFORE + CIRCLE),
    Until.OPENED: ("partners", 12, BEFORE + CIRCLE),
    Until.CONNECT: ("connect", 12, BEFORE + CIRCLE),
    Until.AGREEMENTS: ("agreements", 12, BEFORE + CIRCLE),
    Until.LOOKBACK: ("lookback", 12, len(EXAMPLE.notes)),
    Until.CLOSE: ("close", 12, len(EXAMPLE.notes)),
}


@pytest.mark.parametrize("until", Until)
async def test_it_stops_where_it_was_told_to(place: Place, until: Until) -> None:
    stage, people, notes = STOPS[until]
    async with staged(place.url, place.key, EXAMPLE, speed=math.inf, until=until) as played:
        records = played.lead.records
        far = list(Until).index(until)
        assert records["session"][played.session_id]["stage"] == stage
        assert (len(records["participant"]), len(records.get("note", {}))) == (people, notes)
        assert (records["subject"]["subject"]["story"] == "") == (until is Until.WELCOME)
        assert (records["subject"]["subject"]["confirmed"] is not None) == (far >= list(Until).index(Until.FRAME))
        assert ("wish" in records["board"]["board"]["open"]) == (far >= list(Until).index(Until.OPENED))
        assert (records["floor"]["floor"]["partner"] is not None) == (until is Until.OPENED)
        assert bool(records.get("match")) == (far >= list(Until).index(Until.CONNECT))
        assert bool(records.get("agreement")) == (far >= list(Until).index(Until.AGREEMENTS))
        assert (records["radar"]["radar"]["shown"] > 0) == (far >= list(Until).index(Until.LOOKBACK))


async def test_a_phase_that_the_guide_does_not_have_is_told(place: Place) -> None:
    example = load_example("network")
    with pytest.raises(DemoError) as refused:
        await seed(place.url, place.key, example, until=Until.FRAME)
    assert (refused.value.code, refused.value.values["form"]) == ("no-stage", "frame")


async def test_2_6_what_the_phones_wrote_is_closed_to_the_lead_until_the_board_opens(place: Place) -> None:
    async with staged(place.url, place.key, EXAMPLE, speed=math.inf, until=Until.PARTNERS) as played:
        in_circle = [note for note in played.lead.records["note"].values() if note["kind"] in CIRCLE_KINDS]
        assert {note["text"] for note in in_circle} == {None}
        await played.lead.command("notes.open", stage="partners")
        in_circle = [note for note in played.lead.records["note"].values() if note["kind"] in CIRCLE_KINDS]
        assert None not in {note["text"] for note in in_circle}


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
        standing = [note["text"] for _, note in notes if note["kind"] in ("wish", "offer")]
        assert standing == [note.text for note in EXAMPLE.notes if note.kind in ("wish", "offer")]


async def test_phones_that_write_at_once_write_the_same(place: Place) -> None:
    steps = list[tuple[Step, Mapping[str, Any]]]()
    how: dict[str, Any] = {"speed": 900.0, "tell": lambda step, values: steps.append((step, values))}
    today = date.today()
    async with staged(place.url, place.key, EXAMPLE, **how) as played:
        assert picture(played.lead.records) == expected(EXAMPLE, today)
    rounds = [[*range(1, values["of"] + 1)] for step, values in steps if step is Step.WRITTEN and values["n"] == 1]
    assert [values["n"] for step, values in steps if step is Step.WRITTEN] == [n for each in rounds for n in each]
    assert sum(map(len, rounds)) == len(EXAMPLE.notes)
    assert [values["n"] for step, values in steps if step is Step.JOINED] == list(range(1, 13))
    assert [values["name"] for step, values in steps if step is Step.FLOOR] == list(EXAMPLE.partners)
    assert [step for step, _ in steps][:1] == [Step.CREATED]
    assert [step for step, _ in steps][-1:] == [Step.DONE]
    assert {step for step, _ in steps} == set(Step)


@pytest.mark.parametrize("phones", [1, 5, 25])
async def test_any_number_of_phones_plays_it(place: Place, phones: int) -> None:
    async with staged(place.url, place.key, EXAMPLE, speed=math.inf, phones=phones) as played:
        records = played.lead.records
        assert len(records["participant"]) == phones
        present = {seat.partner_name for seat in played.seats}
        texts = {text for _, text in said(EXAMPLE, present)}
        assert {text for _, text in written(records)} == texts
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
        assert written(played.lead.records) == said(EXAMPLE)
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
        assert [(row["id"], row["notes"]) for row in rows] == [(played.session_id, BEFORE + CIRCLE)]


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
