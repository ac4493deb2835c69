"""Looking back: what went well, what was hard, what to keep, and the four values of all together."""

from __future__ import annotations

import reflex as rx

from facilitation.web.live.live import call, length_of
from facilitation.web.pages.lead_board import late, writing
from facilitation.web.pages.lead_notes import READY, lead_note, name_of
from facilitation.web.pages.lead_view import lead
from facilitation.web.pages.lead_work_view import Group, Mean
from facilitation.web.parts.card import card
from facilitation.web.parts.kind import kind_icon
from facilitation.web.parts.press import press
from facilitation.web.texts import t


def lookback() -> rx.Component:
    return rx.fragment(writing(), late(), rx.foreach(lead.work.groups, _group), _values())


def _group(group: Group) -> rx.Component:
    return rx.cond(
        length_of(group.notes) > 0,
        card(
            rx.el.h3(kind_icon(group.kind), name_of(group.kind, group.label), class_name="opens"),
            rx.el.ul(rx.foreach(group.notes, lambda note: lead_note(note, shows_kind=False)), class_name="lead-notes"),
            key=group.kind,
        ),
    )


def _values() -> rx.Component:
    radar = lead.work.radar
    return card(
        rx.el.h3(t("lead.values")),
        rx.el.p(t("lead.scored", n=radar.answered, count=lead.count)),
        rx.cond(
            radar.missing > 0,
            rx.el.p(t("lead.scores-missing", n=radar.missing), class_name="faint small"),
            rx.cond(radar.shown > 0, rx.el.p(t("lead.scores-again"), class_name="faint small")),
        ),
        rx.cond(radar.shown > 0, rx.el.ul(rx.foreach(radar.means, _mean), class_name="means")),
        rx.cond(
            ~lead.closed,
            rx.el.div(
                press(
                    rx.cond(radar.shown > 0, t("lead.scores-show-again"), t("lead.scores-show")),
                    ready=READY & (radar.missing == 0),
                    busy=lead.press == "radar",
                    on_click=call(lead, "showRadar"),
                ),
                class_name="row",
            ),
        ),
    )


def _mean(value: Mean) -> rx.Component:
    return rx.el.li(
        rx.match(
            value.name,
            *((name, t(f"common.value-{name}")) for name in ("safety", "transparency", "coherence", "connection")),
            "",
        ),
        rx.el.span(
            rx.el.span(class_name="means__bar", custom_attrs={"style": rx.Var(f"({{width: {value.share!s}}})")}),
            class_name="means__track",
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.strong(value.mean),
        key=value.name,
        class_name="means__mean",
    )
