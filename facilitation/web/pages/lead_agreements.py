"""Agreements: from a match to which somebody is willing, or written fresh; and when all meet again."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.canvas import limits
from facilitation.web.live.live import EVENT, call, length_of
from facilitation.web.pages.lead_connect import asks, chances
from facilitation.web.pages.lead_notes import READY
from facilitation.web.pages.lead_view import lead
from facilitation.web.pages.lead_work_view import AgreementRow, LeadAgreement, Willing
from facilitation.web.parts.badge import Tone, badge
from facilitation.web.parts.button import button
from facilitation.web.parts.card import card
from facilitation.web.parts.field import field
from facilitation.web.parts.icon import icon
from facilitation.web.parts.notice import notice
from facilitation.web.parts.press import press
from facilitation.web.texts import t


def agreements() -> rx.Component:
    return rx.fragment(_willing(), _agreed(), _meeting())


def _willing() -> rx.Component:
    matches = lead.work.agreements.willing
    return rx.cond(
        length_of(matches) > 0,
        card(
            rx.el.h3(t("lead.willing")),
            rx.el.p(t("lead.willing-how"), class_name="faint small"),
            rx.el.ul(rx.foreach(matches, _match), class_name="lead-notes"),
        ),
    )


def _match(match: Willing) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.el.strong(match.partner, class_name="words", dir="auto"),
                rx.match(
                    match.reply,
                    ("yes", badge(t("lead.reply-yes"), tone="offer")),
                    badge(t("lead.reply-try"), tone="wish"),
                ),
                class_name="row",
            ),
            rx.el.p(icon("need"), rx.el.span(match.need, class_name="words", dir="auto"), class_name="agreed__piece"),
            rx.cond(
                match.offer != "",
                rx.el.p(
                    icon("offer"), rx.el.span(match.offer, class_name="words", dir="auto"), class_name="agreed__piece"
                ),
            ),
            rx.cond(match.line != "", rx.el.p("“", rx.el.span(match.line, class_name="words", dir="auto"), "”")),
            class_name="stack stack--tight agreed__words",
        ),
        press(
            t("lead.agree"),
            ready=READY,
            busy=lead.press == "agree:" + match.id,
            on_click=call(lead, "agree", match.id),
            aria_label=t("lead.agree-with", name=match.partner),
        ),
        key=match.id,
        class_name="agreed",
    )


def _agreed() -> rx.Component:
    all = lead.work.agreements.all
    return card(
        rx.el.h3(t("lead.agreements")),
        rx.cond(
            length_of(all) > 0,
            rx.el.ol(rx.foreach(all, _agreement), class_name="lead-notes"),
            rx.el.p(t("lead.no-agreements"), class_name="faint"),
        ),
        rx.cond(
            ~lead.closed,
            rx.cond(
                lead.work.agreements.adding,
                _form(),
                rx.cond(
                    lead.work.hand.agreement == "",
                    button(t("lead.agreement-add"), on_click=call(lead, "writeAgreement", "new")),
                ),
            ),
        ),
    )


def _agreement(agreement: LeadAgreement) -> rx.Component:
    return rx.el.li(
        rx.cond(
            agreement.editing,
            rx.fragment(
                rx.cond(agreement.answered > 0, rx.el.p(t("lead.what-again"), class_name="small")),
                _form(),
            ),
            rx.fragment(
                agreement_words(agreement, whole=False),
                asks(agreement.asks),
                rx.cond(
                    (agreement.unasked != "") & ~lead.closed,
                    rx.el.p(t("lead.own-unasked", name=agreement.unasked), class_name="small"),
                ),
                _tools(agreement),
            ),
        ),
        rx.cond(
            agreement.asking & ~lead.closed,
            chances(agreement.chances, t("lead.ask-part"), lambda each: call(lead, "askPart", agreement.id, each.id)),
        ),
        key=agreement.id,
        class_name="lead-law",
        custom_attrs={"data-row": agreement.id},
    )


def agreement_words(agreement: AgreementRow, *, whole: bool) -> rx.Component:
    """Who does what, with what means, by when; `whole` with who does not, or has not answered."""
    others: tuple[tuple[str, Tone], ...] = (("unclear", "need"), ("no", "plain"), ("asked", "faint")) if whole else ()
    return rx.el.div(
        rx.el.p(rx.el.strong(agreement.what, class_name="words", dir="auto")),
        rx.el.dl(
            rx.cond(
                length_of(agreement.does) + length_of(agreement.tries) > 0,
                rx.fragment(
                    _people(t("lead.who"), agreement.does, "offer"),
                    _people(t("lead.who-tries"), agreement.tries, "wish"),
                ),
                rx.fragment(
                    rx.el.dt(t("lead.who")),
                    rx.el.dd(
                        rx.cond(length_of(agreement.asked) > 0, t("lead.nobody-yet"), t("lead.who-nobody")),
                        class_name="faint",
                    ),
                ),
            ),
            *(_people(t(f"lead.who-{name}"), getattr(agreement, name), tone) for name, tone in others),
            rx.cond(
                agreement.means != "",
                rx.fragment(rx.el.dt(t("lead.means")), rx.el.dd(agreement.means, class_name="words", dir="auto")),
            ),
            rx.cond(agreement.day != "", rx.fragment(rx.el.dt(t("lead.due")), rx.el.dd(agreement.day))),
            class_name="agreed__facts",
        ),
        class_name="stack stack--tight",
    )


def _people(label: Any, names: Any, tone: Tone) -> rx.Component:
    def person(name: str) -> rx.Component:
        return badge(rx.el.span(name, class_name="words", dir="auto"), tone=tone, key=name)

    return rx.cond(
        length_of(names) > 0,
        rx.fragment(rx.el.dt(label), rx.el.dd(rx.el.span(rx.foreach(names, person), class_name="row"))),
    )


def _tools(agreement: LeadAgreement) -> rx.Component:
    return rx.cond(
        ~lead.closed,
        rx.el.div(
            press(
                t("common.edit"),
                ready=READY & (lead.work.hand.agreement == ""),
                on_click=call(lead, "writeAgreement", agreement.id),
                aria_label=t("lead.edit-this", text=agreement.what),
            ),
            press(
                t("lead.ask-more"),
                ready=READY,
                on_click=call(lead, "take", agreement.id),
                aria_expanded=agreement.asking,
            ),
            press(
                t("common.remove"),
                ready=READY,
                busy=lead.press == "agreement:" + agreement.id,
                look="quiet",
                on_click=call(lead, "askRemoveAgreement", agreement.id),
                aria_label=t("lead.remove-this", text=agreement.what),
            ),
            class_name="row",
        ),
    )


def _form() -> rx.Component:
    """The form for the agreement that is in hand."""
    begun = lead.work.forms.agreement
    typed = call(lead, "type", "agreement", EVENT)
    return rx.el.form(
        field(
            t("lead.what"),
            id="lead-what",
            hint=t("lead.what-does"),
            name="what",
            default_value=begun.what,
            on_change=typed,
            max_length=limits.AGREEMENT,
            lines=2,
            required=True,
            auto_focus=True,
        ),
        rx.el.div(
            field(
                t("lead.means-optional"),
                id="lead-means",
                name="means",
                default_value=begun.means,
                on_change=typed,
                max_length=limits.MEANS,
                auto_complete="off",
            ),
            field(
                t("lead.due-optional"),
                id="lead-due",
                name="due",
                default_value=begun.due,
                on_change=typed,
                type="date",
            ),
            class_name="lead__pair",
        ),
        rx.el.div(
            press(
                t("common.save"),
                ready=READY,
                busy=lead.press == "agreement:" + lead.work.hand.agreement,
                type="submit",
            ),
            button(t("common.cancel"), look="quiet", on_click=call(lead, "writeAgreement", "")),
            class_name="row",
        ),
        on_submit=call(lead, "keepAgreement", EVENT),
        class_name="stack",
    )


def _meeting() -> rx.Component:
    meeting = lead.work.agreements.meeting
    return card(
        rx.el.h3(t("lead.meeting")),
        rx.cond(meeting.words != "", rx.el.p(rx.el.strong(meeting.words))),
        gone_by_meeting(),
        rx.cond(
            ~lead.closed,
            rx.el.form(
                field(t("lead.day"), id="lead-day", name="day", default_value=meeting.day, type="date"),
                field(t("lead.time"), id="lead-time", name="time", default_value=meeting.time, type="time"),
                press(t("lead.meeting-set"), ready=READY, busy=lead.press == "meeting", type="submit"),
                key=meeting.words,
                on_submit=call(lead, "setMeeting", EVENT),
                class_name="agreed__meeting",
            ),
        ),
    )


def gone_by_meeting() -> rx.Component:
    """A word of warning where they meet again after everything was deleted."""
    return rx.cond(lead.gone_by_meeting, notice(t("lead.gone-by-meeting", date=lead.purge), tone="warn", sign="alert"))
