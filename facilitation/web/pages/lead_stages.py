"""What the facilitator does in each stage: one panel for each form."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.canvas import limits
from facilitation.web.live.live import TYPED, call
from facilitation.web.pages.lead_view import Seat, Words, lead
from facilitation.web.parts.badge import badge
from facilitation.web.parts.button import button, download_button, link_button
from facilitation.web.parts.card import card
from facilitation.web.parts.icon import icon
from facilitation.web.parts.notice import notice
from facilitation.web.parts.press import press
from facilitation.web.parts.words_table import words_table
from facilitation.web.texts import t


def panel() -> rx.Component:
    """The panel of the stage at hand; a closed session says so above it."""
    return rx.fragment(
        rx.cond(lead.closed & (lead.stage.form != "close"), notice(t("lead.is-closed"), tone="warn")),
        rx.match(
            lead.stage.form,
            ("welcome", _welcome()),
            ("person", _person()),
            ("partners", _partners()),
            ("close", _close()),
            rx.fragment(),
        ),
    )


def _welcome() -> rx.Component:
    return rx.fragment(_projector(), rx.cond(~lead.closed, _invitation()))


def _projector() -> rx.Component:
    opened = lead.projector == "open"
    return card(
        rx.el.div(
            rx.el.div(
                rx.el.h3(t("lead.screen-title")),
                rx.el.p(rx.cond(opened, t("lead.screen-drag"), t("lead.screen-why"))),
                class_name="stack stack--tight lead__beside",
            ),
            press(
                icon("screen"),
                screen_button(),
                ready=True,
                primary=lead.doing == "screen",
                large=True,
                on_click=call(lead, "openScreen"),
            ),
            class_name="row",
        ),
        rx.cond(
            lead.projector == "blocked",
            notice(
                t("lead.screen-blocked"),
                rx.el.div(
                    link_button(t("lead.screen-link"), href=lead.links.screen, target="_blank"), class_name="row"
                ),
                tone="alert",
            ),
        ),
    )


def screen_button() -> Any:
    """What the button for the projector's window says, the same in every stage."""
    return rx.cond(lead.projector == "open", t("lead.screen-again"), t("lead.screen-open"))


def _invitation() -> rx.Component:
    return card(
        rx.el.div(
            rx.el.button(
                rx.cond(lead.links.there, rx.el.img(src=lead.links.qr, alt="", width="132", height="132")),
                type="button",
                class_name="lead__qr",
                on_click=call(lead, "showQr"),
                aria_label=t("lead.qr-show"),
            ),
            rx.el.div(
                rx.el.h3(t("lead.join-title")),
                rx.el.p(t("lead.join-how")),
                rx.el.dl(
                    rx.el.dt(t("lead.address")),
                    rx.el.dd(lead.links.address, class_name="lead__address"),
                    rx.el.dt(t("lead.code")),
                    rx.el.dd(lead.links.code, class_name="lead__code lead__code--large"),
                    class_name="lead__join",
                ),
                class_name="stack stack--tight lead__beside",
            ),
            class_name="lead__invite",
        ),
    )


def _person() -> rx.Component:
    return card(
        rx.el.p(icon("screen"), t("lead.words-shown"), class_name="lead__aside"),
        rx.el.div(
            _words("alias", lead.subject.alias, limits.ALIAS),
            _words("age", lead.subject.age, limits.AGE),
            class_name="lead__pair",
        ),
        _words("strengths", lead.subject.strengths, limits.STRENGTHS, lines=2),
        _words("story", lead.subject.story, limits.STORY, lines=4),
        _words("question", lead.subject.question, limits.QUESTION, lines=2),
        rx.el.hr(class_name="lead__rest"),
        rx.cond(lead.subject.confirmed != "", _confirmed(), _confirm()),
    )


def _words(name: str, words: Words, most: int, lines: int = 1) -> rx.Component:
    id = f"lead-{name}"
    common: dict[str, Any] = {
        "id": id,
        "class_name": "field__input",
        "value": words.value,
        "max_length": most,
        "on_change": call(lead, "write", name, TYPED),
        "on_blur": call(lead, "save", name),
        "auto_complete": "off",
        "read_only": lead.closed,
        "custom_attrs": {"dir": "auto", "aria-describedby": f"{id}-state"},
    }
    return rx.el.div(
        rx.el.div(
            rx.el.label(t(f"lead.{name}"), html_for=id, class_name="field__label"),
            rx.el.p(_state(words), id=f"{id}-state", role="status", class_name="lead__state"),
            class_name="row row--apart",
        ),
        rx.el.textarea(rows=str(lines), **common) if lines > 1 else rx.el.input(**common),
        rx.cond(words.state == "refused", rx.el.p(words.message, class_name="field__error", role="alert")),
        rx.cond(words.state == "conflict", _conflict(name, words)),
        class_name="field",
    )


def _state(words: Words) -> rx.Component:
    return rx.match(
        words.state,
        ("kept", rx.el.span(icon("kept"), t("lead.kept"), class_name="lead__kept")),
        ("writing", rx.el.span(t("lead.writing"))),
        ("saving", rx.el.span(t("lead.writing"))),
        ("waiting", rx.el.span(t("lead.waiting"))),
        rx.fragment(),
    )


def _conflict(name: str, words: Words) -> rx.Component:
    return notice(
        rx.el.p(t("lead.conflict")),
        rx.el.p(words.theirs, class_name="words lead__theirs", dir="auto"),
        rx.el.div(
            press(t("lead.conflict-mine"), ready=lead.connected, on_click=call(lead, "choose", name, True)),
            press(t("lead.conflict-theirs"), ready=lead.connected, on_click=call(lead, "choose", name, False)),
            class_name="row",
        ),
        tone="alert",
    )


def _confirm() -> rx.Component:
    return rx.el.div(
        rx.el.h3(t("lead.confirm-title")),
        rx.el.p(rx.cond(lead.subject.words, t("lead.confirm-how"), t("lead.confirm-first"))),
        class_name="stack stack--tight",
    )


def _confirmed() -> rx.Component:
    return notice(
        rx.el.strong(
            rx.cond(
                lead.subject.confirmed == "person",
                t("lead.confirmed-person", alias=lead.alias),
                t("lead.confirmed-spokesperson"),
            )
        ),
        rx.el.p(t("lead.confirmed-hint")),
        tone="good",
    )


def _partners() -> rx.Component:
    return rx.fragment(
        rx.cond(~lead.board.whole, _writing()),
        rx.cond(lead.board.opened & (lead.board.late > 0), _late()),
        rx.cond(lead.board.opened, _speaking()),
        _turns(),
    )


def _writing() -> rx.Component:
    ready = lead.pressable & ~lead.closed
    return card(
        rx.el.h3(rx.cond(lead.board.opened, t("lead.board-partly"), t("lead.board-closed"))),
        rx.el.p(
            rx.el.strong(t("lead.notes-closed", n=lead.board.closed)),
            " · ",
            t("lead.ready-of", n=lead.ready, count=lead.count),
        ),
        rx.el.progress(
            value=lead.ready, max=lead.count, class_name="lead__progress", custom_attrs={"aria-hidden": "true"}
        ),
        rx.el.details(
            rx.el.summary(t("lead.open-by-kind"), class_name="lead__more"),
            rx.el.div(
                _open_kind("wish", lead.board.wish, lead.board.wishes, ready),
                _open_kind("offer", lead.board.offer, lead.board.offers, ready),
                _open_kind("need", lead.board.need, lead.board.needs, ready),
                class_name="row",
            ),
        ),
    )


def _open_kind(kind: str, open: Any, closed: Any, ready: Any) -> rx.Component:
    return press(
        icon(kind),
        rx.cond(open, t(f"lead.{kind}-is-open"), t(f"lead.open-{kind}", n=closed)),
        ready=ready & ~open,
        on_click=call(lead, "askOpen", kind),
    )


def _late() -> rx.Component:
    return notice(
        rx.el.p(t("lead.late", n=lead.board.late)),
        rx.el.div(
            press(
                t("lead.late-open", n=lead.board.late),
                ready=lead.pressable & ~lead.closed,
                busy=lead.press == "late",
                on_click=call(lead, "openLate"),
            ),
            class_name="row",
        ),
        tone="warn",
    )


def _speaking() -> rx.Component:
    speaking = lead.floor.id != ""
    return rx.el.section(
        rx.el.p(rx.cond(speaking, t("lead.floor-now"), t("lead.floor-title")), class_name="lead__floor-label"),
        rx.el.p(
            rx.cond(speaking, lead.floor.name, rx.cond(lead.floor.over, t("lead.floor-over"), t("lead.floor-nobody"))),
            class_name="words lead__floor-name",
            dir="auto",
        ),
        rx.el.p(t("lead.heard-of", n=lead.floor.heard, count=lead.floor.of), class_name="lead__floor-label"),
        class_name="lead__floor",
        custom_attrs={"aria-live": "polite"},
    )


def _turns() -> rx.Component:
    return card(
        rx.el.h3(rx.cond(lead.board.opened, t("lead.turns"), t("lead.who-writes"))),
        rx.cond(~lead.board.whole | (lead.board.closed > 0), rx.el.p(t("lead.only-you"), class_name="faint small")),
        rx.el.ol(rx.foreach(lead.partners, _turn), class_name="turns"),
    )


def _turn(seat: Seat) -> rx.Component:
    return rx.el.li(
        rx.el.span(seat.name, class_name="words turns__name", dir="auto"),
        rx.el.span(_written(seat), class_name="turns__notes"),
        rx.el.span(rx.cond(lead.board.opened, _floor_of(seat), _readiness(seat)), class_name="turns__turn"),
        key=seat.id,
        class_name="turns__seat turns__seat--" + seat.turn,
    )


def _written(seat: Seat) -> rx.Component:
    return rx.cond(
        seat.notes > 0,
        rx.fragment(
            *(
                rx.el.span(
                    icon(kind),
                    number,
                    rx.el.span(t(f"common.{kinds}"), class_name="only-read-aloud"),
                    class_name=f"turns__count turns__count--{kind}",
                )
                for kind, kinds, number in (
                    ("wish", "wishes", seat.wishes),
                    ("offer", "offers", seat.offers),
                    ("need", "needs", seat.needs),
                )
            ),
            rx.cond(seat.closed > 0, badge(icon("closed"), t("lead.closed-of", n=seat.closed), tone="faint")),
        ),
        rx.el.span(t("lead.nothing-yet"), class_name="faint small"),
    )


def _readiness(seat: Seat) -> rx.Component:
    return rx.cond(
        seat.ready,
        badge(icon("kept"), t("lead.ready"), tone="offer"),
        rx.cond(seat.empty, badge(t("lead.nobody-yet"), tone="faint"), badge(t("lead.still-writing"), tone="faint")),
    )


def _floor_of(seat: Seat) -> rx.Component:
    give = press(
        rx.cond(seat.turn == "heard", t("lead.floor-again"), t("lead.floor-give")),
        ready=lead.pressable & ~lead.closed,
        busy=lead.press == "floor:" + seat.id,
        look="quiet",
        on_click=call(lead, "giveFloor", seat.id, lead.floor.id),
        aria_label=t("lead.floor-give-to", name=seat.name),
    )
    return rx.match(
        seat.turn,
        ("speaking", badge(t("lead.speaking"), tone="wish")),
        ("heard", rx.fragment(badge(icon("kept"), t("lead.heard"), tone="faint"), give)),
        give,
    )


def _close() -> rx.Component:
    return rx.fragment(
        rx.cond(
            lead.reading.length() > 0,  # type: ignore[attr-defined]  # a Var
            card(
                rx.el.h3(t("lead.read-title")),
                rx.el.div(
                    words_table(t("lead.read-title"), lead.reading, silence=t("canvas.silent")),
                    class_name="lead__reading",
                ),
            ),
        ),
        card(
            rx.el.h3(t("lead.home-title")),
            rx.el.p(
                rx.el.strong(t("common.partners", n=lead.floor.of)),
                " · ",
                rx.el.strong(t("lead.notes", n=lead.board.notes)),
                rx.cond(lead.board.closed > 0, rx.el.span(" · ", t("lead.of-which-closed", n=lead.board.closed))),
            ),
            rx.el.div(
                link_button(icon("open"), t("lead.canvas"), href=lead.links.canvas, target="_blank"),
                rx.foreach(
                    lead.links.downloads,
                    lambda each: download_button(icon("download"), _format(each), href=each.href, key=each.format),
                ),
                class_name="row",
            ),
        ),
        card(
            rx.el.label(t("lead.team-link"), html_for="lead-team-link", class_name="lead__label"),
            rx.el.p(t("lead.team-hint"), class_name="faint small"),
            rx.el.div(
                rx.el.input(id="lead-team-link", value=lead.links.team, read_only=True, class_name="field__input"),
                button(rx.cond(lead.copied, t("lead.copied"), t("lead.copy")), on_click=call(lead, "copyLink")),
                class_name="circle__add",
            ),
        ),
        rx.cond(lead.closed, _is_closed(), _closing()),
    )


def _format(each: Any) -> Any:
    return rx.cond(each.format == "XLSX", t("canvas.download-xlsx"), each.format)


def _closing() -> rx.Component:
    return card(rx.el.h3(t("lead.close-title")), rx.el.p(t("lead.close-hint", date=lead.purge)))


def _is_closed() -> rx.Component:
    return notice(
        rx.el.strong(t("lead.closed-title")),
        rx.el.p(t("lead.closed-text", date=lead.purge)),
        tone="good",
    )
