"""The projector through all stages, in a real browser: what it shows, and above all what it does not."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.browser.devices import Projector, nl
from tests.browser.gathering import LAW, PARTNERS, QUESTION, SETTLED, STORY, Gathering
from tests.browser.room import TITLES, Room
from tests.serving import new_id

FRAMES = """() => {
  window.frames_drawn = 0;
  const count = () => { window.frames_drawn += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (String(data).includes('"stopped":true')) window.told = window.frames_drawn;
      });
    }
  };
  new MutationObserver(() => {
    const blank = document.querySelector('.screen[data-phase="stopped"]');
    if (blank && window.told !== undefined) window.blank ??= window.frames_drawn;
  }).observe(document, { childList: true, subtree: true, attributes: true });
}"""
"""Counts frames from the message of the safety stop to the blank page."""
SOUNDS = """() => {
  window.sounds = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    window.sounds += 1;
    return start.apply(this, when);
  };
  const Plain = window.AudioContext;
  window.AudioContext = class extends Plain {
    constructor(...given) {
      super(...given);
      this.suspend();
    }
  };
}"""
"""Counts the tones that are made. Some browsers sound without a click: here, none does."""


NOTHING_COVERED = """() => {
  const blocks = [...document.querySelectorAll(
    '.screen__step, .screen h1, .screen__head > p, .screen__kind, .screen__signs, .screen__tally, ' +
    '.screen__on-phones, .join-card, .screen__timer, .screen__private, .person-disc__drawing, .wheel',
  )].map((each) => each.getBoundingClientRect());
  const over = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2;
  return blocks.length > 5 && !document.querySelector('[data-page]') &&
    blocks.every((one, at) => one.bottom <= innerHeight + 1 && one.right <= innerWidth + 1 &&
      !blocks.some((other, place) => place > at && over(one, other)));
}"""
"""Whether every block on the projector stands apart, within the picture, on one page."""


async def begun(room: Room) -> tuple[Gathering, Projector]:
    here = await Gathering.begin(room.house)
    return here, await room.projector(here.session.id)


async def reads(projector: Projector, *texts: str) -> None:
    """Wait until the projector shows all of these."""
    for text in texts:
        await expect(projector.page.locator(".screen")).to_contain_text(text)


async def hides(projector: Projector, *texts: str) -> None:
    """Nothing of this is on the page, where it can be seen or where it cannot."""
    held = await projector.content()
    assert [text for text in texts if text in held] == []


async def test_every_stage_has_its_picture_and_shows_nothing_before_its_time(room: Room) -> None:
    here, projector = await begun(room)
    await projector.shows("welcome")
    await here.tell()
    await projector.shows("person")
    await reads(projector, STORY, QUESTION)
    await here.settle()
    await projector.shows("frame")
    await reads(projector, SETTLED, LAW, "Sam beslist mee.", nl("screen.support", n=2))
    await closed_until_opened(here, projector)
    await here.circle()
    await projector.shows("partners")
    await expect(projector.open_dots).to_have_count(3 * len(PARTNERS))
    await here.match()
    await projector.shows("connect")
    await reads(projector, nl("screen.side-met", n=1), nl("screen.side-unmet", n=3), nl("screen.reply-unclear"))
    await here.agree()
    await projector.shows("agreements")
    await reads(projector, "Opa rijdt Sam op woensdag naar zusje.", "Auto van Opa", nl("screen.nobody-yet"))
    await reads(projector, "16 december 2026, 10:30")
    await looking_back(here, projector)
    await reading_back(here, projector)


async def closed_until_opened(here: Gathering, projector: Projector) -> None:
    await here.go("needed")
    await projector.shows("needed")
    await reads(projector, nl("screen.write-unread"), nl("screen.of", n=0, people=4))
    await here.note("Moeder", "needed", "kanarie die nog dicht is")
    await reads(projector, nl("screen.closed", n=1))
    await here.phones["Opa"].done("ready.set", ready=True)
    await reads(projector, nl("screen.of", n=1, people=4))
    await hides(projector, "kanarie", nl("screen.nothing-yet"))
    await here.need(begin=False)
    await reads(projector, "kanarie die nog dicht is", nl("screen.stack", n=2), nl("screen.support", n=1))
    await hides(projector, nl("screen.write-unread"))
    await here.lead.done("note.aside", note=here.ids["kanarie die nog dicht is"])
    await expect(projector.page.locator(".wall-note")).to_have_count(2)
    await hides(projector, "kanarie")


async def looking_back(here: Gathering, projector: Projector) -> None:
    await here.look_back()
    await projector.shows("lookback")
    await reads(projector, "Er werd geluisterd.", "Ik vond het lang wachten.")
    unnamed = projector.page.locator(".wall-note").filter(has_text="lang wachten")
    await expect(unnamed.locator(".wall-note__about")).to_have_count(0)
    await reads(projector, nl("screen.answered", n=4, people=4))
    await expect(projector.page.locator(".radar")).to_have_count(0)
    await here.lead.done("pulse.show")
    await expect(projector.page.locator(".radar__point")).to_have_count(4)
    await expect(projector.page.locator(".radar__score")).to_have_text(["5,0", "3,5", "4,0", "3,5"])


async def reading_back(here: Gathering, projector: Projector) -> None:
    """Page by page, on whichever page the facilitator turns to; a window that is opened again shows the same."""
    await here.go("close")
    await projector.shows("close")
    await here.lead.done("page.set", stage="partners", partner=here.partner("Opa"))
    await expect(projector.page.locator("h1")).to_have_text("Opa")
    for text in ("Dat Sam lacht, zegt Opa.", "Weten wie er komt, zegt Opa."):
        await expect(projector.page.get_by_text(text)).to_be_visible()
    seen = await projector.page.locator(".screen").inner_text()
    assert re.search(r"\d+ van \d+", seen)
    await projector.reopen()
    await expect(projector.page.locator(".screen")).to_have_text(seen, use_inner_text=True)
    await here.lead.done("page.set", stage="")
    await reads(projector, nl("screen.thanks"), nl("screen.deleted-after", n=30))


async def test_a_safety_stop_blanks_the_projector_in_the_next_frame_and_after_a_reload(room: Room) -> None:
    here, projector = await begun(room)
    await projector.context.add_init_script(f"({FRAMES})()")
    await projector.reload()
    await here.up_to("partners")
    await here.lead.done("floor.give", partner=here.partner("Moeder"))
    await here.lead.done("timer.start", seconds=300)
    await reads(projector, "Dat Sam lacht, zegt Moeder.")
    seen = await projector.page.locator(".screen h1, .screen .words").all_inner_texts()
    words = ("Sam", QUESTION, "Moeder", "Wijkteam", "4:5")

    await here.lead.done("safety.stop")
    await projector.shows("stopped")
    assert await projector.page.evaluate("() => window.blank - window.told") <= 1
    await reads(projector, nl("screen.stopped"), nl("screen.stopped-calm"))
    await hides(projector, *words)
    assert "Sam" not in await projector.page.title()

    for again in (projector.reload, projector.reopen):
        await again()
        await projector.shows("stopped")
        await hides(projector, *words)

    await here.lead.done("safety.resume")
    await projector.shows("partners")
    await expect(projector.page.locator(".timer")).to_be_visible()
    assert await projector.page.locator(".screen h1, .screen .words").all_inner_texts() == seen


async def test_who_comes_late_finds_the_code_in_every_stage_while_the_door_is_open(room: Room) -> None:
    here, projector = await begun(room)
    code = projector.page.get_by_alt_text(nl("screen.qr"))
    for stage in TITLES:
        if stage != "welcome":
            await here.go(stage)
        await projector.shows(stage)
        await expect(code).to_be_visible()
    await here.lead.done("door.close")
    await expect(code).to_have_count(0)


async def test_a_note_in_the_spotlight_stands_alone_and_large(room: Room) -> None:
    here, projector = await begun(room)
    await here.up_to("partners")
    light = projector.page.locator(".screen__light")
    await here.lead.done("spotlight.set", note=here.ids["Op woensdag rijden, zegt School."])
    await expect(light.locator(".words").first).to_have_text("Op woensdag rijden, zegt School.")
    await expect(light.locator(".screen__of")).to_have_text("School")
    await expect(projector.page.locator(".wheel")).to_have_count(0)
    size = await light.locator(".words").first.evaluate("(words) => parseFloat(getComputedStyle(words).fontSize)")
    assert size > 80
    await here.lead.done("note.aside", note=here.ids["Op woensdag rijden, zegt School."])
    await expect(light).to_have_count(0)
    await hides(projector, "Op woensdag rijden, zegt School.")


async def test_private_time_says_who_is_at_it_and_nothing_of_what_they_write(room: Room) -> None:
    here, projector = await begun(room)
    await here.up_to("partners")
    await here.lead.done("private.start", partners=[here.partner("Opa"), here.partner("Moeder")])
    await reads(projector, nl("screen.private", n=2, names="Moeder en Opa"))
    await here.note("Opa", "wish", "kanarie van opa")
    school = {"note": new_id(), "kind": "wish", "text": "Van wie er niet bij is", "closed": True}
    await here.phones["School"].done("note.add", **school)
    await expect(projector.closed_dots).to_have_count(1)
    await hides(projector, "kanarie")
    await here.lead.done("private.end")
    await expect(projector.page.locator(".screen__private")).to_have_count(0)
    await hides(projector, "kanarie")
    await here.phones["Opa"].done("note.open", note=here.ids["kanarie van opa"])
    await expect(projector.open_dots).to_have_count(3 * len(PARTNERS) + 1)
    await expect(projector.closed_dots).to_have_count(1)


async def test_while_all_write_nothing_on_the_projector_covers_anything_else(room: Room) -> None:
    """With four kinds on the circle, the timer and private time, on wide, small and old square projectors."""
    here = await Gathering.begin(room.house, guide="network")
    projector = await room.projector(here.session.id)
    await here.lead.done("subject.set", question=QUESTION)
    for stage in ("partners", "lookback"):
        await here.go(stage)
        await here.lead.done("timer.start", seconds=1_500)
        await uncovered(projector, stage)
        await here.lead.done("private.start", partners=[here.partner("Opa"), here.partner("Moeder")])
        await expect(projector.page.locator(".screen__private")).to_be_visible()
        await hides(projector, nl("screen.write"), nl("screen.write-unread"))
        await uncovered(projector, stage)
        await here.lead.done("private.end")


async def uncovered(projector: Projector, phase: str) -> None:
    for width, height in ((1920, 1080), (1366, 768), (1024, 768)):
        await projector.page.set_viewport_size({"width": width, "height": height})
        await projector.shows(phase)
        await projector.page.wait_for_function(NOTHING_COVERED)


async def test_that_nobody_said_klopt_stands_beside_the_person(room: Room) -> None:
    here, projector = await begun(room)
    mark = projector.page.locator(".screen__unconfirmed")
    await here.tell()
    await here.go("frame")
    await projector.shows("frame")
    await expect(mark).to_have_count(0)
    await here.lead.done("subject.set", question="Mag ik ook bij mijn zusje slapen?")
    await expect(mark).to_have_text(nl("screen.unconfirmed", subject="Sam"))
    for stage in ("needed", "partners", "close"):
        await here.go(stage)
        await projector.shows(stage)
        await expect(mark).to_be_visible()


async def test_the_timer_counts_alike_pauses_and_asks_for_a_click_before_it_can_sound(room: Room) -> None:
    here, projector = await begun(room)
    timer, asks = projector.page.locator(".timer"), projector.page.locator(".screen__sound")
    other = await room.projector(here.session.id)
    await projector.context.add_init_script(f"({SOUNDS})()")
    await projector.reload()
    await here.lead.done("timer.start", seconds=120, sound=True)
    await expect(timer).to_have_attribute("data-state", "running")
    height = await timer.evaluate("(timer) => parseFloat(getComputedStyle(timer).fontSize)")
    assert height > 60, "to be read from the back"
    await here.lead.done("timer.pause")
    await reads(projector, nl("common.timer-paused"))
    await expect(other.page.locator(".timer__text")).to_have_text(
        await projector.page.locator(".timer__text").inner_text()
    )
    await expect(asks).to_have_text(nl("screen.sound-blocked"))
    await projector.page.mouse.click(400, 400)
    await expect(asks).to_have_count(0)
    await here.lead.done("timer.start", seconds=1)
    await expect(timer).to_have_attribute("data-state", "over")
    await reads(projector, nl("common.timer-over"))
    await projector.page.wait_for_function("() => window.sounds === 3")
    await here.lead.done("timer.start", seconds=3, sound=False)
    await expect(timer).to_have_attribute("data-state", "last")
    await expect(timer).to_have_attribute("data-state", "over")
    assert await projector.page.evaluate("() => window.sounds") == 3
    await here.lead.done("timer.stop")
    await expect(timer).to_have_count(0)


async def test_words_without_a_space_and_a_full_board_stay_on_the_screen(room: Room) -> None:
    """Nothing stands outside the picture, and no text is smaller than can be read, at either size of projector."""
    here, projector = await begun(room)
    await here.tell()
    await here.go("frame")
    for kind in ("mission", "vision", "aim"):
        await here.note("School", kind, "w" * 500)
    for number in range(6):
        await here.lead.done("law.add", law=new_id(), name=f"{number}" + "n" * 119, allows="m" * 500, asks="v" * 500)
    await fits(projector, "frame")
    await here.go("needed")
    for number in range(30):
        await here.note("Opa", "needed", f"{number} " + "n" * 400)
    await here.lead.done("notes.open", stage="needed")
    await fits(projector, "needed")
    await expect(projector.page.locator(f'[data-page^="1 {nl("screen.page-of")} "]')).to_be_visible()
    await here.go("agreements")
    for _ in range(12):
        await here.lead.done("agreement.add", agreement=new_id(), what="a" * 300, means="b" * 200, due="2026-12-02")
    await fits(projector, "agreements")


async def fits(projector: Projector, phase: str) -> None:
    for width, height in ((1920, 1080), (1280, 720)):
        await projector.page.set_viewport_size({"width": width, "height": height})
        await projector.shows(phase)
        await expect(projector.page.locator(".screen__fitted[style]").first).to_be_visible()
        faults = await projector.page.evaluate(
            """() => [...document.querySelectorAll('.screen *')]
              .filter((each) => !each.closest('.screen__fitted, svg') || each.matches('.screen__fitted'))
              .filter((each) => {
                const box = each.getBoundingClientRect();
                const small = parseFloat(getComputedStyle(each).fontSize) < 18 * innerWidth / 1920;
                return box.width > 1 && (small || box.right > innerWidth + 1 || box.bottom > innerHeight + 1);
              })
              .map((each) => each.className)"""
        )
        assert faults == [], f"{phase} at {width}"
