"""A whole case played by people with real browsers among simulated ones.

The script of the demonstration says what everybody does. The facilitator has a laptop and a projector, and six people
have a phone: each thing that they do, they do with their hands on the page at least once; what they do more often, and
what all others do, goes over the wire. Who has a browser has a line of their own besides, with the same cookies.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from datetime import date
from math import inf
from typing import Any

from playwright.async_api import expect
from yarl import URL

from facilitation.demo import Example
from facilitation.demo.browser import Browser
from facilitation.demo.line import Line
from facilitation.demo.phones import Pace
from facilitation.demo.phones import Phone as WirePhone
from facilitation.demo.scenes import Move, Scene, real, write_scenes
from facilitation.demo.script import PhoneScript, write_script
from tests.browser.devices import Projector, nl
from tests.browser.hands import LeadHands, PhoneHands
from tests.browser.room import Room
from tests.serving import KEY

MADE = {"note.add": "note", "match.ask": "match", "agreement.add": "agreement", "law.add": "law"}
"""What a command makes: the kind of record, which is also the name of the argument with its id."""


class Cast:
    """Everybody who plays the case. `come_in` first, then `play`."""

    def __init__(self, room: Room, example: Example, browsers: int, stack: AsyncExitStack) -> None:
        self.room, self.example, self._stack = room, example, stack
        self.today = date.today()
        self.script = write_script(example)
        self.scenes = write_scenes(example, self.script)
        self.with_hands = _who_do_most(self.scenes, browsers)
        self.hands: dict[int, PhoneHands] = {}
        self.lines: dict[int, Line] = {}
        self.done = Counter[tuple[int | None, str]]()
        self.by_hand = Counter[str]()
        self.real: dict[str, str] = {}
        self.session = self.code = ""

    # --- coming in ---

    async def come_in(self) -> None:
        host = await self._browser()
        await host.post("/api/sign-in", {"key": KEY})
        made = await host.post("/api/sessions", self._new_session())
        self.session, self.code = made["id"], made["code"]
        self.lead_line = await self._line(host, "lead")
        laptop = await self.room.laptop(self.session)
        self.lead = LeadHands(laptop)
        self.projector: Projector = await self.room.projector(self.session)
        await self.projector.shows("welcome")
        for number in self.with_hands:  # one by one: six browsers that start at once keep each other waiting
            await self._sit_down(number, made["join_url"])
        for number, person in enumerate(self.script):
            if number not in self.hands and not person.late:
                await self._join(number, person)

    def _new_session(self) -> dict[str, Any]:
        example = self.example
        subject = {"alias": example.subject.alias, "age": example.subject.age}
        return {
            "title": example.title,
            "subject": subject,
            "guide": example.guide,
            "language": example.language,
            "partners": list(example.partners),
            "joins": example.joins,
        }

    async def _sit_down(self, number: int, join_url: str) -> None:
        person = self.script[number]
        phone = await self.room.phone()
        await phone.join(f"{self.room.url}/j/{join_url.rpartition('/')[2]}", person.partner, person.name)
        wire = await self._browser()
        cookies = {each["name"]: each["value"] for each in await phone.context.cookies()}
        wire.http.cookie_jar.update_cookies(cookies, URL(self.room.url))
        self.lines[number] = await self._line(wire, "seat")
        self.hands[number] = PhoneHands(phone)

    async def _join(self, number: int, person: PhoneScript) -> None:
        phone = WirePhone(self.room.url, self.example.language, person, Pace(inf))
        self._stack.push_async_callback(phone.close)
        await phone.join(self.code)
        self.lines[number] = phone.line

    async def _browser(self) -> Browser:
        browser = Browser(self.room.url)
        self._stack.push_async_callback(browser.close)
        return browser

    async def _line(self, browser: Browser, role: str) -> Line:
        line = Line(browser.url, browser.http, self.session, role, self.example.language)
        self._stack.push_async_callback(line.close)
        await line.connect()
        return line

    # --- playing ---

    async def play(self) -> None:
        for scene in self.scenes:
            if scene.together:
                for number, person in enumerate(self.script):
                    if number not in self.lines:
                        await self._join(number, person)
                people = dict.fromkeys(move.by for move in scene.moves)
                turns = [[move for move in scene.moves if move.by == by] for by in people]
                await asyncio.gather(*(self._in_turn(moves) for moves in turns))
            else:
                await self._in_turn(scene.moves)

    async def sees_the_end(self) -> None:
        """Everybody has come along to the last stage."""
        steps = len(self.example.load_guide().stages)
        for number, each in self.hands.items():
            where = nl("seat.where", partner=self.script[number].partner, step=steps, steps=steps)
            await expect(each.page.locator(".phone-header__place")).to_have_text(where)

    async def _in_turn(self, moves: Any) -> None:
        for move in moves:
            await self._make(move)

    async def _make(self, move: Move) -> None:
        """By hand when this person has not yet done so with their hands, and otherwise over the wire."""
        by_hand = self._hand_for(move)
        line = self.lead_line if move.by is None else self.lines[move.by]
        args = {name: self._real(value) for name, value in move.args.items()}
        if by_hand is None:
            await line.command(move.name, **args, **self._read(move, args))
        else:
            self.by_hand[move.name] += 1
            before, seq = self._there(line, move.name), line.seq
            await by_hand(args)
            await line.wait_for(lambda: self._is_done(line, move, args, before, seq))
            self._learn(line, move, args, before)
        if move.name == "stage.go":
            form = next(s.form for s in self.example.load_guide().stages if s.key == move.args["stage"])
            await self.projector.shows(form.value)
        await self.lead_line.wait_for(lambda: (self.lead_line.seq or 0) >= (line.seq or 0))

    def _read(self, move: Move, args: Mapping[str, Any]) -> dict[str, Any]:
        """Which words of an agreement an answer is about: on a page its words were changed after it was made."""
        records = self.lead_line.records
        match = records["match"][args["match"]] if move.name == "match.answer" else {}
        agreement = records.get("agreement", {}).get(match.get("agreement") or "")
        return {"at": agreement["edited"] or agreement["at"]} if agreement else {}

    def _hand_for(self, move: Move) -> Callable[[Mapping[str, Any]], Awaitable[None]] | None:
        if move.by is not None and move.by not in self.hands:
            return None
        what = _thing(move)
        self.done[move.by, what] += 1
        if self.done[move.by, what] > 1:
            return None
        who = "lead" if move.by is None else "seat"
        hand = getattr(self, f"_{who}_{move.name.replace('.', '_')}")
        return lambda args: hand(move.by, args)

    def _there(self, line: Line, name: str) -> set[str]:
        return set(line.records.get(MADE.get(name, ""), {}))

    def _is_done(self, line: Line, move: Move, args: Mapping[str, Any], before: set[str], seq: int | None) -> bool:
        if move.name == "ready.set":
            return True
        if move.name == "note.add":
            return any(note["text"] == args["text"] for note in line.records.get("note", {}).values())
        if move.name == "pulse.set":
            return line.me in line.records.get("pulse", {})
        if move.name in MADE and not set(line.records.get(MADE[move.name], {})) - before:
            return False
        return (line.seq or 0) > (seq or 0)

    def _learn(self, line: Line, move: Move, args: Mapping[str, Any], before: set[str]) -> None:
        """What was made on a page has an id of its own."""
        kind = MADE.get(move.name)
        if kind is None:
            return
        made = line.records[kind]
        if kind == "note":
            (id,) = (id for id, note in made.items() if note["text"] == args["text"])
        else:
            (id,) = set(made) - before
        self.real[move.args[kind]] = id
        if "asked" in move.args:
            asked = line.records["match"].items()
            self.real[move.args["asked"]] = next(own for own, match in asked if match["agreement"] == id)

    def _real(self, value: Any) -> Any:
        known = self.real.get(value, value) if isinstance(value, str) else value
        return real(known, partner=self._partner, person=self._person, today=self.today)

    def _partner(self, name: str) -> str:
        return next(id for id, one in self.lead_line.records["partner"].items() if one["name"] == name)

    def _person(self, phone: int) -> str:
        return self.lines[phone].me or ""

    # --- what stands where ---

    def _text(self, note: str) -> str:
        """The words of an open note."""
        return str(self.lead_line.records["note"][note]["text"])

    def _mine(self, by: int, note: str) -> str:
        """The words of one's own note."""
        return str(self.lines[by].records["note"][note]["text"])

    def _name(self, partner: str) -> str:
        return str(self.lead_line.records["partner"][partner]["name"])

    # --- the facilitator's hands ---

    async def _lead_stage_go(self, _: None, args: Mapping[str, Any]) -> None:
        titles = {stage.key: stage.title["nl"] for stage in self.example.load_guide().stages}
        laptop, title = self.lead.laptop, titles[args["stage"]]
        await laptop.button("lead.forward-to", title=title).click()
        # Not everybody says what is needed: that they did not is all that is left open.
        anyway = laptop.button("lead.unconfirmed-yes", title=title)
        await expect(anyway.or_(laptop.stage.filter(has_text=title))).to_be_visible()
        if await anyway.is_visible():
            await expect(laptop.left_open).to_contain_text([nl("lead.left-silent")])
            await anyway.click()
        await expect(laptop.stage).to_have_text(title)

    async def _lead_subject_set(self, _: None, args: Mapping[str, Any]) -> None:
        for field, words in args.items():
            await self.lead.laptop.tell(field, words)

    async def _lead_frame_set(self, _: None, args: Mapping[str, Any]) -> None:
        for part, text in args.items():
            await self.lead.settle(part, text)

    async def _lead_law_add(self, _: None, args: Mapping[str, Any]) -> None:
        await self.lead.add_law(args["name"], args["allows"], args["asks"])

    async def _lead_notes_open(self, _: None, args: Mapping[str, Any]) -> None:
        await self.lead.laptop.open_board()

    async def _lead_note_stack(self, _: None, args: Mapping[str, Any]) -> None:
        await self.lead.stack(self._text(args["note"]), self._text(args["on"]))

    async def _lead_timer_start(self, _: None, args: Mapping[str, Any]) -> None:
        await self.lead.start_timer(args["seconds"] // 60)

    async def _lead_timer_stop(self, _: None, args: Mapping[str, Any]) -> None:
        await self.lead.stop_timer()

    async def _lead_private_start(self, _: None, args: Mapping[str, Any]) -> None:
        await self.lead.begin_private_time([self._name(partner) for partner in args["partners"]])

    async def _lead_private_end(self, _: None, args: Mapping[str, Any]) -> None:
        await self.lead.end_private_time()

    async def _lead_nudge_give(self, _: None, args: Mapping[str, Any]) -> None:
        person = self.lead_line.records["participant"][args["participant"]]
        await self.lead.nudge(self._name(person["partner"]))
        for number, each in self.hands.items():
            if self.lines[number].me == args["participant"]:
                await expect(each.phone.text("seat.nudge")).to_be_visible()

    async def _lead_floor_give(self, _: None, args: Mapping[str, Any]) -> None:
        if args["partner"] is None:
            await self.lead.finish_round()
        else:
            await self.lead.give_floor(self._name(args["partner"]), first=args["from"] == "")

    async def _lead_spotlight_set(self, _: None, args: Mapping[str, Any]) -> None:
        if args["note"] is None:
            await self.lead.darken(self._text(self.lead_line.records["spotlight"]["spotlight"]["note"]))
            return
        text = self._text(args["note"])
        await self.lead.light(text)
        await expect(self.projector.page.get_by_text(text, exact=True).first).to_be_visible()

    async def _lead_note_aside(self, _: None, args: Mapping[str, Any]) -> None:
        await self.lead.lay_aside(self._text(args["note"]))

    async def _lead_note_back(self, _: None, args: Mapping[str, Any]) -> None:
        await self.lead.bring_back(self._text(args["note"]))

    async def _lead_note_propose(self, _: None, args: Mapping[str, Any]) -> None:
        await self.lead.propose(self._text(args["note"]), args["text"])

    async def _lead_safety_stop(self, _: None, args: Mapping[str, Any]) -> None:
        await self.lead.stop_for_safety()
        await self.projector.shows("stopped")
        for each in self.hands.values():
            await expect(each.phone.text("seat.stopped-text")).to_be_visible()

    async def _lead_safety_resume(self, _: None, args: Mapping[str, Any]) -> None:
        await self.lead.go_on()
        await self.projector.shows("partners")
        for each in self.hands.values():
            await expect(each.phone.text("seat.stopped-text")).to_be_hidden()

    async def _lead_match_ask(self, _: None, args: Mapping[str, Any]) -> None:
        if "agreement" in args:
            what = self.lead_line.records["agreement"][args["agreement"]]["what"]
            await self.lead.ask_part(what, self._name(args["partner"]))
        elif "offer" in args:
            await self.lead.lay_offer(self._text(args["need"]), self._text(args["offer"]))
        else:
            await self.lead.ask_partner(self._text(args["need"]), self._name(args["partner"]))

    async def _lead_agreement_add(self, _: None, args: Mapping[str, Any]) -> None:
        due = args.get("due", "")
        if "match" in args:
            match = self.lead_line.records["match"][args["match"]]
            await self.lead.agree(self._text(match["need"]), args["what"], args["means"], due)
        else:
            await self.lead.write_agreement(args["what"], args["means"], due)

    async def _lead_meeting_set(self, _: None, args: Mapping[str, Any]) -> None:
        await self.lead.set_meeting(args["date"])

    async def _lead_pulse_show(self, _: None, args: Mapping[str, Any]) -> None:
        await self.lead.show_values()

    # --- the hands on the phones ---

    async def _seat_subject_confirm(self, by: int, args: Mapping[str, Any]) -> None:
        await self.hands[by].confirm(args["as"], self.example.subject.alias)

    async def _seat_note_add(self, by: int, args: Mapping[str, Any]) -> None:
        await self.hands[by].write(args["kind"], args["text"], args.get("named", False))

    async def _seat_ready_set(self, by: int, args: Mapping[str, Any]) -> None:
        await self.hands[by].be_ready()

    async def _seat_note_support(self, by: int, args: Mapping[str, Any]) -> None:
        await self.hands[by].support(self._text(args["note"]))

    async def _seat_law_add(self, by: int, args: Mapping[str, Any]) -> None:
        await self.hands[by].add_law(args["name"], args["allows"], args["asks"])

    async def _seat_note_open(self, by: int, args: Mapping[str, Any]) -> None:
        await self.hands[by].share(self._mine(by, args["note"]))

    async def _seat_note_accept(self, by: int, args: Mapping[str, Any]) -> None:
        await self.hands[by].accept(self.lines[by].records["proposal"][args["note"]]["text"])

    async def _seat_match_ask(self, by: int, args: Mapping[str, Any]) -> None:
        if "offer" in args:
            await self.hands[by].lay_offer(self._text(args["need"]), self._text(args["offer"]))
        else:
            await self.hands[by].ask_partner(self._text(args["need"]), self._name(args["partner"]))

    async def _seat_match_answer(self, by: int, args: Mapping[str, Any]) -> None:
        match = self.lead_line.records["match"][args["match"]]
        agreement = self.lead_line.records.get("agreement", {}).get(match["agreement"] or "")
        about = agreement["what"] if agreement else self._text(match["need"])
        await self.hands[by].answer(about, args["reply"], args["line"])

    async def _seat_pulse_set(self, by: int, args: Mapping[str, Any]) -> None:
        await self.hands[by].score(list(args.values()))


def _thing(move: Move) -> str:
    """What is done, where it is not the same each time: another stage, another kind of note, another answer."""
    details = (move.args.get(name) for name in ("stage", "kind", "reply", "as"))
    about = (name for name in ("offer", "agreement", "match") if name in move.args and name != MADE.get(move.name))
    nothing = (name for name, value in move.args.items() if value in (None, ""))
    return " ".join([move.name, *map(str, details), *about, *nothing])


def _who_do_most(scenes: list[Scene], count: int) -> list[int]:
    """People who between them do as many different things as can be: first of all every command, then every detail."""
    done: dict[int, set[str]] = {}
    for scene in scenes:
        for move in scene.moves:
            if move.by is not None:
                done.setdefault(move.by, set()).update((move.name, _thing(move)))
    chosen: list[int] = []
    covered: set[str] = set()

    def adds(by: int) -> tuple[int, int, int]:
        new = done[by] - covered
        return sum(" " not in thing for thing in new), len(new), -by

    while len(chosen) < count:
        chosen.append(max(done.keys() - set(chosen), key=adds))
        covered |= done[chosen[-1]]
    return sorted(chosen)
