"""What a phone shows where needs meet offers, and of the agreements: four large answers, and nothing to explain."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import EVENT, call, length_of
from facilitation.web.pages.seat_shape import Agreement, Ask, Asked, Choice, Need
from facilitation.web.pages.seat_shape import later as seat
from facilitation.web.pages.seat_writing import personal, some
from facilitation.web.parts.badge import badge
from facilitation.web.parts.button import button
from facilitation.web.parts.card import card
from facilitation.web.parts.icon import icon
from facilitation.web.parts.note_card import note_card, note_mark, note_words
from facilitation.web.parts.notice import notice
from facilitation.web.texts import t

_REPLIES = ("yes", "try", "unclear", "no")


def asks(*, empty: bool) -> rx.Component:
    """What my partner is asked."""
    return rx.cond(
        length_of(seat.asks) > 0,
        rx.el.section(
            rx.el.h2(t("seat.asks")),
            rx.el.ul(rx.foreach(seat.asks, _ask), class_name="stack"),
            class_name="stack stack--tight",
        ),
        rx.el.p(t("seat.asks-none"), class_name="faint") if empty else rx.fragment(),
    )


def _ask(ask: Ask) -> rx.Component:
    return rx.el.li(
        card(
            rx.el.p(_who_asks(ask), class_name="faint"),
            rx.cond(
                ask.what != "",
                note_card(
                    note_words(ask.what),
                    rx.el.dl(
                        rx.cond(ask.means != "", _row(t("seat.agreement-means"), ask.means)),
                        rx.cond(ask.due != "", _row(t("seat.agreement-due"), ask.due)),
                        class_name="phone__rows",
                    ),
                    kind="agreement",
                ),
                note_card(
                    note_words(ask.need),
                    rx.el.p(ask.need_by, class_name="faint small", dir="auto"),
                    kind="need",
                ),
            ),
            rx.cond(
                ask.offer != "",
                rx.fragment(
                    rx.el.p(t("seat.ask-offer"), class_name="faint"), note_card(note_words(ask.offer), kind="offer")
                ),
            ),
            rx.el.div(
                *(_reply(ask, reply) for reply in _REPLIES),
                class_name="phone__replies",
                role="group",
                custom_attrs={"aria-label": t("seat.reply")},
            ),
            _line(ask),
            rx.match(
                ask.way,
                ("sending", note_mark(icon("waiting"), t("seat.mark-sending"))),
                ("waiting", note_mark(icon("waiting"), t("seat.reply-waiting"))),
                rx.cond(ask.reply != "", note_mark(icon("kept"), t("seat.reply-kept"))),
            ),
        ),
        key=ask.id,
    )


def _who_asks(ask: Ask) -> Any:
    return rx.cond(
        ask.mine,
        t("seat.ask-own"),
        rx.cond(
            ask.what != "",
            rx.cond(ask.again, t("seat.ask-again"), t("seat.ask-agreement")),
            rx.cond(ask.asker != "", t("seat.ask-by", name=ask.asker), t("seat.ask-lead")),
        ),
    )


def _reply(ask: Ask, reply: str) -> rx.Component:
    return button(
        rx.cond(ask.reply == reply, icon("kept")),
        t(f"seat.reply-{reply}"),
        large=True,
        wide=True,
        on_click=call(seat, "answer", ask.id, reply),
        disabled=seat.closed,
        custom_attrs={"aria-pressed": rx.cond(ask.reply == reply, "true", "false"), "data-reply": reply},
    )


def _line(ask: Ask) -> rx.Component:
    return rx.el.div(
        rx.el.label(t("seat.line"), html_for=f"line-{ask.id}", class_name="field__label small"),
        rx.el.textarea(
            id=f"line-{ask.id}",
            rows="1",
            value=ask.line,
            on_change=call(seat, "type_line", ask.id, EVENT),
            disabled=seat.closed,
            class_name="phone__field phone__field--line",
            custom_attrs={"dir": "auto"},
        ),
        rx.el.p(icon("open"), t("seat.readers-line"), class_name="phone__readers small"),
        rx.cond(ask.over > 0, rx.el.p(t("seat.line-over", n=ask.over), class_name="field__error", role="alert")),
        rx.cond(
            some(ask.personal),
            personal(ask.personal, "answer_anyway", call(seat, "change_line", ask.id)),
            rx.cond(
                ask.unsaid & (ask.over == 0),
                button(t("seat.line-save"), on_click=call(seat, "answer", ask.id, ask.reply)),
            ),
        ),
        class_name="stack stack--tight",
    )


def asked_by_me() -> rx.Component:
    """What I asked of others."""
    return rx.cond(
        length_of(seat.asked_by_me) > 0,
        rx.el.section(
            rx.el.h2(t("seat.asked")),
            rx.el.ul(rx.foreach(seat.asked_by_me, _asked), class_name="stack stack--tight"),
            class_name="stack stack--tight",
        ),
    )


def _asked(asked: Asked) -> rx.Component:
    return rx.el.li(
        note_card(
            rx.el.p(t("seat.asked-of", name=asked.partner), class_name="faint small", dir="auto"),
            note_words(asked.need),
            rx.el.div(
                rx.match(
                    asked.reply,
                    *((reply, badge(t(f"seat.reply-{reply}"), tone="offer")) for reply in ("yes", "try")),
                    *((reply, badge(t(f"seat.reply-{reply}"))) for reply in ("unclear", "no")),
                    badge(t("seat.asked-no-answer"), tone="faint"),
                ),
                rx.cond(asked.line != "", rx.el.span(asked.line, class_name="words", dir="auto")),
                class_name="row",
            ),
            rx.cond(asked.way != "", note_mark(icon("waiting"), t("seat.mark-sending"))),
            rx.cond(
                asked.removable,
                rx.el.p(
                    button(t("seat.asked-back"), look="quiet", on_click=call(seat, "take_back", asked.id)),
                    class_name="row",
                ),
            ),
            kind="need",
        ),
        key=asked.id,
    )


def needs() -> rx.Component:
    """The needs on the board: mine can be asked of a partner, on another's I can lay an offer of mine."""
    return rx.cond(
        length_of(seat.needs) > 0,
        rx.el.section(
            rx.el.h2(t("seat.needs")),
            rx.el.ul(rx.foreach(seat.needs, _need), class_name="stack stack--tight"),
            class_name="stack stack--tight",
        ),
        rx.el.p(t("seat.needs-none"), class_name="faint"),
    )


def _need(need: Need) -> rx.Component:
    return rx.el.li(
        note_card(
            rx.el.div(
                rx.cond(
                    need.mine,
                    badge(t("seat.yours")),
                    rx.el.span(need.by, class_name="faint small words", dir="auto"),
                ),
                rx.cond(need.met, badge(icon("kept"), t("seat.need-met"), tone="offer")),
                class_name="row row--apart",
            ),
            note_words(need.text),
            rx.cond(need.mine, _asking(need), _offering(need)),
            kind="need",
        ),
        key=need.id,
    )


def _asking(need: Need) -> rx.Component:
    return rx.cond(
        length_of(need.choices) > 0,
        _reaching(need, t("seat.need-ask"), t("seat.need-ask-whom")),
        rx.fragment(),
    )


def _offering(need: Need) -> rx.Component:
    return rx.cond(
        length_of(need.choices) > 0,
        _reaching(need, t("seat.need-offer"), t("seat.need-offer-which")),
        rx.cond(
            seat.my_offers == 0,
            rx.el.p(button(t("seat.need-write"), on_click=call(seat, "add_more", "offer")), class_name="row"),
        ),
    )


def _reaching(need: Need, open_it: Any, question: Any) -> rx.Component:
    def choice(each: Choice) -> rx.Component:
        return rx.el.li(
            button(
                rx.el.span(each.text, class_name="words", dir="auto"),
                rx.cond(each.empty, rx.el.span("(", t("seat.nobody-yet"), ")", class_name="faint small")),
                wide=True,
                on_click=call(seat, "reach", need.id, each.id),
            ),
            key=each.id,
        )

    return rx.fragment(
        rx.el.p(
            button(
                open_it,
                on_click=call(seat, "reach_out", need.id),
                custom_attrs={"aria-expanded": rx.cond(need.reaching, "true", "false")},
            ),
            class_name="row",
        ),
        rx.cond(
            need.reaching,
            rx.el.div(
                rx.el.p(question, class_name="small"),
                rx.el.ul(rx.foreach(need.choices, choice), class_name="stack stack--tight"),
                class_name="stack stack--tight",
            ),
        ),
    )


def agreements(*, empty: bool) -> rx.Component:
    """The agreements, mine first, and when all meet again."""
    return rx.fragment(
        rx.cond(
            length_of(seat.agreements) > 0,
            rx.el.section(
                rx.el.h2(t("seat.agreements")),
                rx.el.ul(
                    rx.foreach(seat.agreements, lambda agreement: _agreement(agreement)),
                    class_name="stack stack--tight",
                ),
                *([rx.el.p(t("seat.agreements-wrong"), class_name="faint small")] if empty else []),
                class_name="stack stack--tight",
            ),
            rx.el.p(t("seat.agreements-none"), class_name="faint") if empty else rx.fragment(),
        ),
        rx.cond(seat.next_meeting != "", notice(t("seat.next-meeting", date=seat.next_meeting), tone="good")),
    )


def my_agreements() -> rx.Component:
    """What my partner does, once all is done: the others stand on the board."""
    return rx.cond(
        length_of(seat.my_agreements) > 0,
        rx.el.section(
            rx.el.h2(t("seat.agreements-mine")),
            rx.el.ul(
                rx.foreach(seat.my_agreements, lambda agreement: _agreement(agreement, marked=False)),
                class_name="stack stack--tight",
            ),
            class_name="stack stack--tight",
        ),
    )


def _agreement(agreement: Agreement, *, marked: bool = True) -> rx.Component:
    return rx.el.li(
        note_card(
            rx.cond(agreement.mine, rx.el.p(badge(t("seat.yours"), tone="offer"))) if marked else rx.fragment(),
            note_words(agreement.what),
            rx.el.dl(
                rx.cond(
                    (agreement.does != "") | (agreement.tries == ""),
                    _row(t("seat.agreement-who"), agreement.does, t("seat.agreement-nobody")),
                ),
                *(
                    rx.cond(getattr(agreement, name) != "", _row(t(f"seat.agreement-{name}"), getattr(agreement, name)))
                    for name in ("tries", "unclear", "no", "asked", "means", "due")
                ),
                class_name="phone__rows",
            ),
            kind="agreement",
        ),
        key=agreement.id,
    )


def _row(label: Any, text: Any, otherwise: Any = None) -> rx.Component:
    said = rx.el.dd(text, class_name="words", dir="auto")
    shown = said if otherwise is None else rx.cond(text != "", said, rx.el.dd(otherwise, class_name="faint"))
    return rx.el.div(rx.el.dt(label), shown)
