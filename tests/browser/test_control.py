"""The facilitator's control: time, a step back, the safety stop, private time, the door and those who lead along."""

from __future__ import annotations

from contextlib import suppress

from playwright.async_api import Locator, expect

from tests.browser.cable import cable
from tests.browser.devices import Laptop, nl
from tests.browser.room import TITLES, Room

_SMALL = "(all) => all.filter((b) => Math.min(b.offsetWidth, b.offsetHeight) < 44).map((b) => b.textContent)"


def _dialog(laptop: Laptop, name: str) -> Locator:
    return laptop.page.locator(f"#lead-{name}")


async def test_the_timer_is_started_with_ones_own_minutes_paused_prolonged_and_taken_away(room: Room) -> None:
    session = await room.house.session("Moeder")
    watching = await session.screen()
    laptop = await room.laptop(session.id)
    await laptop.button("control.timer-set").click()
    timer = _dialog(laptop, "timer")
    await timer.get_by_label(nl("control.timer-minutes")).fill("nul")
    await expect(timer.get_by_text(nl("control.timer-wrong"))).to_be_visible()
    await timer.get_by_label(nl("control.timer-minutes")).fill("7")
    await timer.get_by_role("switch").click()
    await timer.get_by_role("button", name=nl("control.timer-start", n=7)).click()
    await expect(timer.get_by_role("timer")).to_have_text("6:59")
    await timer.get_by_role("button", name=nl("control.timer-pause")).click()
    await timer.get_by_role("button", name=nl("control.timer-minute")).click()
    await expect(timer.get_by_role("timer")).to_have_text("7:59")
    await timer.get_by_role("button", name=nl("control.timer-go-on")).click()
    await timer.get_by_role("switch").click()
    await expect(timer.get_by_role("switch")).to_have_attribute("aria-checked", "false")
    await timer.get_by_role("button", name=nl("control.timer-stop")).click()
    await expect(timer.get_by_label(nl("control.timer-minutes"))).to_be_visible()
    said = [value for _, kind, _, value in watching.changes() if kind == "timer"]
    assert [(each["total"], each["left"] is None, each["sound"]) for each in said] == [
        (420_000, True, True),
        (420_000, False, True),
        (480_000, False, True),
        (480_000, True, True),
        (480_000, True, False),
        (0, True, False),
    ]


async def test_the_last_step_is_read_and_taken_back_by_button_and_key_but_not_out_of_a_field(room: Room) -> None:
    session = await room.house.session("Moeder", "School")
    laptop = await room.laptop(session.id)
    await laptop.forward(TITLES["person"])
    await laptop.tell("story", "Sam wil weer voetballen.")
    await laptop.page.locator("#lead-story").press("Control+z")
    await expect(laptop.stage).to_have_text(TITLES["person"])
    await laptop.tell("story", "Sam wil weer voetballen.")
    await laptop.button("control.steps").click()
    said = _dialog(laptop, "steps").locator("li")
    went = nl("control.did", what=nl("control.did-stage-go"), about=TITLES["person"])
    await expect(said.last).to_contain_text(went)
    await expect(said.first).to_contain_text(nl("control.did-subject-set"))
    await _dialog(laptop, "steps").get_by_role("button", name=nl("control.undo-last")).click()
    await expect(_dialog(laptop, "steps")).to_be_hidden()
    await expect(laptop.button("control.steps")).to_be_focused()
    await expect(said).to_have_count(1)
    await expect(laptop.page.locator("#lead-story")).to_have_value("")
    await laptop.page.locator("body").press("Control+z")
    await expect(laptop.stage).to_have_text(TITLES["welcome"])
    await expect(laptop.page.locator(".control__now")).to_contain_text(went)
    await expect(laptop.button("control.undo")).to_have_attribute("aria-disabled", "true")


async def test_a_double_click_takes_back_one_step(room: Room) -> None:
    session = await room.house.session("Moeder")
    lead = await session.lead()
    laptop = await room.laptop(session.id)
    await laptop.forward(TITLES["person"])
    await lead.done("subject.set", story="Sam wil weer voetballen.")
    await expect(laptop.page.locator("#lead-story")).to_have_value("Sam wil weer voetballen.")
    undo = laptop.button("control.undo")
    await undo.dblclick()
    await expect(laptop.page.locator("#lead-story")).to_have_value("")
    await expect(undo).to_have_attribute("aria-disabled", "false")
    await expect(laptop.stage).to_have_text(TITLES["person"])
    await undo.click()
    await expect(laptop.stage).to_have_text(TITLES["welcome"])


async def test_what_somebody_has_built_on_is_said_to_have_stayed(room: Room) -> None:
    session = await room.house.session("Moeder")
    lead = await session.lead()
    await lead.done("partner.add", partner="partner-of-the-neighbour", name="Buurvrouw")
    await session.join("Buurvrouw")
    laptop = await room.laptop(session.id)
    await laptop.button("control.undo").click()
    await expect(laptop.page.locator(".control__now")).to_contain_text(nl("control.undone-left"))


async def test_going_on_without_klopt_asks_once_and_then_says_not_confirmed(room: Room) -> None:
    session = await room.house.session("Moeder")
    laptop = await room.laptop(session.id)
    await laptop.forward(TITLES["person"])
    await laptop.forward_button.click()
    question = _dialog(laptop, "unconfirmed")
    await expect(question).to_be_visible()
    await expect(laptop.stage).to_have_text(TITLES["person"])
    await question.get_by_role("button").last.click()
    await expect(laptop.stage).to_have_text(TITLES["frame"])
    await expect(laptop.text("control.unconfirmed")).to_be_visible()
    await laptop.forward(TITLES["needed"])


async def test_it_is_told_on_whose_phone_klopt_was_pressed_and_it_can_be_taken_back(room: Room) -> None:
    session = await room.house.session("Moeder", "Pleegouder")
    laptop = await room.laptop(session.id)
    await laptop.forward(TITLES["person"])
    await laptop.tell("story", "Sam wil weer voetballen.")
    _, foster = await session.phone("Pleegouder")
    await foster.done("subject.confirm", **{"as": "person"})
    said = laptop.text("control.confirmed-person", alias="Sam", partner="Pleegouder")
    await expect(said).to_be_visible()
    await laptop.button("control.unconfirm").click()
    await expect(laptop.page.get_by_role("heading", name=nl("lead.confirm-title"))).to_be_visible()
    await laptop.button("control.undo").click()
    await expect(said).to_be_visible()
    await expect(laptop.page.locator(".control__now")).to_contain_text(nl("control.did-subject-unconfirm"))
    await laptop.button("control.unconfirm").click()
    await laptop.button("lead.confirm-person", alias="Sam").click()
    await expect(laptop.text("lead.confirmed-person", alias="Sam")).to_be_visible()


async def test_escape_held_down_stops_everything_also_in_a_field_and_a_tap_does_not(room: Room) -> None:
    session = await room.house.session("Moeder")
    watching = await session.screen()
    laptop = await room.laptop(session.id)
    page = laptop.page
    await laptop.forward(TITLES["person"])
    await page.locator("#lead-story").focus()
    await page.keyboard.press("Escape")
    await laptop.button("control.say").click()
    await page.keyboard.press("Escape")
    await expect(_dialog(laptop, "say")).to_be_hidden()
    await expect(laptop.button("control.stop")).to_be_visible()
    assert not any(value["stopped"] for _, kind, _, value in watching.changes() if kind == "session")

    await laptop.button("control.say").click()
    await page.keyboard.down("Escape")
    await expect(laptop.text("control.stopped-title")).to_be_visible()
    await page.keyboard.up("Escape")
    await watching.until(lambda: any(value["stopped"] for _, kind, _, value in watching.changes() if kind == "session"))
    await expect(page.locator("dialog[open]")).to_have_count(0)
    await expect(laptop.forward_button).to_be_hidden()
    await expect(laptop.text("control.procedure-default")).to_be_visible()
    await page.reload()
    await laptop.button("control.resume").click()
    await _dialog(laptop, "resume").get_by_role("button", name=nl("common.close")).click()
    await expect(laptop.text("control.stopped-title")).to_be_visible()
    await laptop.button("control.resume").click()
    await laptop.button("control.resume-yes").click()
    await expect(laptop.stage).to_have_text(TITLES["person"])


async def test_escape_held_down_stops_everything_also_where_the_projector_was_touched_last(room: Room) -> None:
    session = await room.house.session("Moeder")
    laptop = await room.laptop(session.id)
    async with laptop.page.expect_popup() as opened:
        await laptop.button("lead.screen-open").click()
    screen = await opened.value
    await screen.locator(".screen").wait_for()
    await expect(laptop.text("lead.screen-is-open")).to_be_visible()
    await screen.bring_to_front()

    async def held() -> bool:
        """Hold it down for a second: a window that was loaded a moment ago may not be listened to yet."""
        await screen.keyboard.down("Escape")
        with suppress(AssertionError):
            await expect(laptop.text("control.stopped-title")).to_be_visible(timeout=1_000)
        await screen.keyboard.up("Escape")
        return await laptop.text("control.stopped-title").is_visible()

    assert any([await held() for _ in range(3)])


async def test_a_stop_without_a_line_is_blank_here_at_once_and_goes_first_when_it_is_back(room: Room) -> None:
    session = await room.house.session("Moeder")
    watching = await session.screen()
    async with cable(room.url) as line:
        laptop = await room.laptop(session.id, line.url)
        screen = await laptop.open_screen()
        line.cut()
        await expect(laptop.text("lead.offline")).to_be_visible()

        await laptop.button("control.stop").click()
        await expect(laptop.text("control.unsent-title")).to_be_visible()
        await expect(laptop.page.locator(".stopped").get_by_text(nl("control.stopped-text"))).to_have_count(0)
        await expect(laptop.forward_button).to_be_hidden()
        await expect(screen).to_have_attribute("data-phase", "stopped")
        await laptop.button("control.unsent-back").click()
        await expect(laptop.stage).to_have_text(TITLES["welcome"])
        await expect(screen).to_have_attribute("data-phase", "welcome")
        await laptop.button("control.stop").click()
        await expect(screen).to_have_attribute("data-phase", "stopped")
        assert not watching.changes()

        line.mend()
        await expect(laptop.page.locator(".stopped").get_by_text(nl("control.stopped-text"))).to_be_visible()
        await watching.until(lambda: any(kind == "session" for _, kind, _, _ in watching.changes()))
        assert [value["stopped"] for _, kind, _, value in watching.changes() if kind == "session"] == [True]
        await expect(screen).to_have_attribute("data-phase", "stopped")
        await laptop.button("control.resume").click()
        await laptop.button("control.resume-yes").click()
        await expect(screen).to_have_attribute("data-phase", "welcome")


async def test_a_stop_that_finds_the_session_closed_is_over_and_stays_away_when_it_is_opened_again(room: Room) -> None:
    session = await room.house.session("Moeder")
    watching = await session.screen()
    other = await session.lead()
    async with cable(room.url) as line:
        laptop = await room.laptop(session.id, line.url)
        line.cut()
        await expect(laptop.text("lead.offline")).to_be_visible()
        await laptop.button("control.stop").click()
        await expect(laptop.text("control.unsent-title")).to_be_visible()
        await other.done("session.close")
        line.mend()
        await expect(laptop.text("refusal.session-closed")).to_be_visible()
        await expect(laptop.page.locator(".stopped")).to_have_count(0)
        await expect(laptop.text("control.not-stopped")).to_have_count(0)
        await other.done("session.reopen")
        await laptop.reload()
        await expect(laptop.stage).to_have_text(TITLES["welcome"])
        await laptop.button("control.say").wait_for()
    assert not any(value["stopped"] for _, kind, _, value in watching.changes() if kind == "session")


async def test_a_stop_has_a_sentence_to_say_on_top_and_every_screen_says_the_same(room: Room) -> None:
    session = await room.house.session("Moeder")
    laptop = await room.laptop(session.id)
    phone = await room.seated(session, "Moeder")
    projector = await room.projector(session.id)
    page = laptop.page
    await laptop.forward(TITLES["person"])
    await page.set_viewport_size({"width": 1366, "height": 500})
    await page.locator("#lead-question").scroll_into_view_if_needed()
    assert await page.evaluate("scrollY") > 0
    await laptop.button("control.stop").click()
    for key in ("control.stopped-title", "control.stopped-say", "control.stopped-text"):
        await expect(page.locator(".stopped").get_by_text(nl(key))).to_be_in_viewport(ratio=1)
    await laptop.button("control.say").click()
    await expect(_dialog(laptop, "say").locator("blockquote")).to_have_text(nl("control.stopped-say"))
    for device in (phone, projector):
        await expect(device.page.get_by_role("heading")).to_have_text(nl("screen.stopped"))
    assert nl("control.stopped-say").startswith(nl("screen.stopped"))


async def test_private_time_is_for_those_who_sit_there(room: Room) -> None:
    session = await room.house.session("Moeder", "School")
    mother = await session.join("Moeder")
    watching = await session.screen()
    laptop = await room.laptop(session.id)
    await laptop.button("control.private").click()
    private = _dialog(laptop, "private")
    await expect(private.get_by_role("checkbox", name="School")).to_be_disabled()
    start = private.get_by_role("button", name=nl("control.private-start"))
    await expect(start).to_have_attribute("aria-disabled", "true")
    await private.get_by_role("checkbox", name="Moeder").check()
    await start.click()
    await expect(laptop.page.locator(".control__now")).to_contain_text(f"{nl('control.private-on')} Moeder")
    await laptop.button("control.say").click()
    await expect(_dialog(laptop, "say").locator("blockquote")).to_have_text(
        nl("control.private-say", names="Moeder", n=1)
    )
    await laptop.page.keyboard.press("Escape")
    await laptop.button("control.private-end").click()
    await expect(laptop.page.locator(".control__now")).to_be_empty()
    said = [value["people"] for _, kind, _, value in watching.changes() if kind == "private"]
    assert said == [[mother.participant], []]


async def test_who_knocks_is_seen_and_let_in_or_not(room: Room) -> None:
    session = await room.house.session("Moeder", "School")
    laptop = await room.laptop(session.id)
    door = laptop.page.locator(".lead__side").get_by_role("group", name=nl("control.door"))
    await door.get_by_role("button", name=nl("control.door-ask")).click()
    await expect(door.locator('[aria-pressed="true"]')).to_have_text(nl("control.door-ask"))
    for name in ("Anna", "Bilal", "Chris", "Dana"):
        knocking = {"code": session.code, "partner": {"name": "School"}, "name": name}
        await room.house.browser().post("/api/join", json=knocking)
    await expect(laptop.page.locator(".control__more .control__count")).to_contain_text("4")
    waiting = laptop.page.locator(".lead__side .door__knock")
    await expect(waiting).to_have_count(4)
    await laptop.button("control.turn-away-who", name="Anna", partner="School").click()
    await expect(waiting).to_have_count(3)
    await laptop.button("control.admit-who", name="Bilal", partner="School").click()
    await expect(waiting).to_have_count(2)
    await laptop.button("control.admit-all", n=2).click()
    await expect(waiting).to_have_count(0)
    for name in ("Bilal", "Chris", "Dana"):
        await expect(laptop.page.locator(".circle__people").get_by_text(name, exact=True)).to_be_visible()
    await expect(laptop.page.get_by_text("Anna", exact=True)).to_have_count(0)


async def test_on_a_phone_everything_is_at_hand_and_nothing_is_too_wide(room: Room) -> None:
    session = await room.house.session("Moeder")
    laptop = await room.laptop(session.id)
    for width, height in ((390, 844), (320, 568)):
        await laptop.page.set_viewport_size({"width": width, "height": height})
        for key in ("control.say", "control.door", "control.private", "control.along"):
            await laptop.button("control.more").click()
            await _dialog(laptop, "more").get_by_role("button", name=nl(key)).click()
            await expect(_dialog(laptop, "more")).to_be_hidden()
            await laptop.page.keyboard.press("Escape")
        assert await laptop.too_wide() == 0
        small = await laptop.page.locator(".control button:visible").evaluate_all(_SMALL)
        assert small == []


async def test_whoever_has_the_link_takes_the_session_over_until_a_new_link_is_made(room: Room) -> None:
    session = await room.house.session("Moeder")
    laptop = await room.laptop(session.id)
    await laptop.button("control.along").click()
    await laptop.button("control.along-make").click()
    link = await _dialog(laptop, "along").get_by_label(nl("control.along-link")).input_value()
    other = await room.visitor(f"{room.url}/l/{link.rpartition('/')[2]}")
    await expect(other.stage).to_have_text(TITLES["welcome"])
    await expect(other.page.get_by_role("link", name=nl("lead.desk"))).to_have_count(0)
    await other.forward(TITLES["person"])
    await expect(laptop.stage).to_have_text(TITLES["person"])
    await laptop.page.goto("about:blank")
    await other.button("control.along").click()
    await other.button("control.along-new").click()
    await expect(other.stage).to_have_text(TITLES["person"])
    mine = await room.laptop(session.id)
    await mine.button("control.along").click()
    await mine.button("control.along-new").click()
    await expect(other.text("control.replaced")).to_be_visible()
    await expect(mine.stage).to_have_text(TITLES["person"])


async def test_a_session_is_rehearsed_alone_and_thrown_away(room: Room) -> None:
    session = await room.house.session("Moeder", "School", "Wijkteam", "Oma")
    laptop = await room.laptop(session.id)
    page = laptop.page
    await page.get_by_role("link", name=nl("rehearsal.begin")).click()
    await laptop.button("rehearsal.begin").click()
    lead, screen, phone = (
        page.frame_locator(f".rehearse__view--{name} iframe") for name in ("lead", "screen", "phone")
    )
    for frame in (lead, phone):
        await expect(frame.locator(".rehearsal-mark")).to_be_visible()
    await expect(phone.locator(".phone-header__place")).to_contain_text("Moeder")
    await expect(phone.locator(".phone-header__subject")).to_have_text(nl("seat.around", alias="Sam"))
    await expect(screen.locator(".screen")).to_be_visible()
    others = laptop.button("rehearsal.others")
    await others.click()
    await expect(lead.get_by_text(nl("lead.present", n=4, present=1))).to_be_visible()
    await others.click()
    await expect(laptop.text("rehearsal.nothing")).to_be_visible()
    await lead.locator(".stage-rail__stage").nth(4).click()
    await lead.locator("#lead-unconfirmed").get_by_role("button").last.click()
    await expect(lead.locator(".lead__stage")).to_have_text(TITLES["partners"])
    await others.click()
    await expect(screen.locator('.wheel__dot[data-open="false"]')).to_have_count(9)
    await laptop.button("rehearsal.throw-away").click()
    await laptop.button("rehearsal.throw-away-yes").click()
    await expect(page).to_have_url(f"{room.url}/s/{session.id}/lead")
    await expect(laptop.stage).to_have_text(TITLES["welcome"])
