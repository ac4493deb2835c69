"""The facilitator's page: the stages, what to say now, the one thing to do now, and who is here."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import call
from facilitation.web.pages.lead_circle import people
from facilitation.web.pages.lead_control import bar, knocking
from facilitation.web.pages.lead_control_dialogs import control_dialogs
from facilitation.web.pages.lead_control_door import door, knocks
from facilitation.web.pages.lead_control_stop import stopped
from facilitation.web.pages.lead_control_view import control
from facilitation.web.pages.lead_dialogs import dialogs
from facilitation.web.pages.lead_doing import doing
from facilitation.web.pages.lead_stages import panel, screen_button
from facilitation.web.pages.lead_view import lead
from facilitation.web.parts.button import button, link_button
from facilitation.web.parts.card import card
from facilitation.web.parts.icon import icon
from facilitation.web.parts.language_switch import language_switch
from facilitation.web.parts.notice import notice
from facilitation.web.parts.press import press
from facilitation.web.parts.rehearsal import rehearsal_mark
from facilitation.web.parts.stage_rail import stage_rail
from facilitation.web.texts import t


def page() -> rx.Component:
    return rx.el.div(
        rehearsal_mark(),
        _head(),
        rx.match(
            lead.phase,
            ("ready", _leading()),
            ("signed-out", _outside(t("lead.signed-out-title"), t("lead.signed-out-text"), t("lead.signed-out-where"))),
            (
                "gone",
                _outside(rx.cond(control.replaced, t("control.replaced"), t("lead.gone-title")), lead.refusal),
            ),
            _waiting(),
        ),
        class_name="lead",
    )


def _head() -> rx.Component:
    return rx.el.header(
        rx.el.div(
            rx.cond(
                control.desk | (lead.phase != "ready"),
                # The page is left whole: what is not kept is asked about, and does not come along to another session.
                link_button(
                    icon("back"),
                    rx.el.span(t("lead.desk"), class_name="lead__wide-only"),
                    href="/desk",
                    look="quiet",
                    reload_document=True,
                ),
            ),
            rx.cond(
                lead.phase == "ready",
                rx.el.h1(lead.title, class_name="words lead__title", dir="auto"),
                rx.el.p(t("common.product"), class_name="lead__title"),
            ),
            class_name="lead__name",
        ),
        rx.el.div(
            rx.cond(lead.phase == "ready", _line()),
            rx.cond(
                lead.phase == "ready",
                button("?", on_click=call(lead, "help"), aria_label=t("lead.help"), title=t("lead.help")),
            ),
            rx.el.div(language_switch(), class_name="lead__languages"),
            class_name="lead__tools",
        ),
        class_name="lead__head",
    )


def _line() -> rx.Component:
    return rx.el.p(
        rx.el.span(class_name="lead__dot lead__dot--" + lead.connection, custom_attrs={"aria-hidden": "true"}),
        rx.match(
            lead.connection,
            ("connected", t("common.connected")),
            ("connecting", t("common.connecting")),
            t("common.offline"),
        ),
        class_name="lead__line",
        role="status",
    )


def _outside(title: Any, *texts: Any) -> rx.Component:
    return rx.el.main(
        card(
            rx.el.h1(title),
            *(rx.el.p(text) for text in texts),
            rx.el.p(link_button(t("lead.to-home"), href="/", look="primary", reload_document=True), class_name="row"),
        ),
        class_name="lead__outside",
    )


def _waiting() -> rx.Component:
    return rx.el.main(
        rx.el.h1(t("lead.name"), class_name="only-read-aloud"),
        rx.el.p(t("common.connecting"), class_name="faint", role="status"),
        class_name="lead__outside",
    )


def _leading() -> rx.Component:
    return rx.fragment(
        bar(),
        rx.el.div(
            stage_rail(
                lead.stages,
                label=t("lead.stages"),
                ready=lead.pressable & ~lead.closed & ~control.stopped,
                off=lead.closed | control.stopped,
                on_choose=lambda stage: call(lead, "go", stage.key, lead.stage.key),
                says=lambda stage: rx.cond(
                    stage.current,
                    t("lead.stage-here", n=stage.number, title=stage.title),
                    t("lead.stage-go", n=stage.number, title=stage.title),
                ),
            ),
            rx.el.main(rx.cond(control.stopped, stopped(), rx.fragment(_now(), panel())), class_name="lead__main"),
            rx.el.aside(
                # Above all else here: somebody stands and waits, and may not be below the edge of the screen.
                rx.cond(~lead.closed, knocks()),
                # While they come in, who is here comes before what is on the screen.
                rx.cond(lead.stage.form == "welcome", people()),
                _mirror(),
                rx.cond(~lead.closed, _door()),
                rx.cond(lead.stage.form != "welcome", people()),
                rx.cond((lead.stage.form == "welcome") & control.rehearsable, _rehearsing()),
                class_name="lead__side",
                custom_attrs={"aria-label": t("lead.side")},
            ),
            class_name="lead__columns",
        ),
        _bar(),
        dialogs(),
        control_dialogs(_say()),
    )


def _now() -> rx.Component:
    return rx.el.section(
        rx.el.p(
            t("lead.stage-of", n=lead.stage.number, count=lead.stage.count),
            " · ",
            t("lead.minutes", n=lead.stage.minutes),
            class_name="faint small",
        ),
        rx.el.h2(lead.stage.title, class_name="lead__stage"),
        rx.cond(control.unconfirmed, rx.el.p(icon("alert"), t("control.unconfirmed"), class_name="lead__aside")),
        rx.el.blockquote(_say(), class_name="lead__say words", dir="auto"),
        rx.el.p(
            rx.el.strong(t("lead.rule")), " ", rx.el.span(lead.stage.rule, class_name="words"), class_name="lead__rule"
        ),
        class_name="lead__now",
        custom_attrs={"aria-live": "polite"},
    )


def _say() -> Any:
    return rx.cond(
        control.private.on & ~lead.closed,
        t("control.private-say", names=control.private.names, n=control.private.count),
        rx.match(
            lead.saying,
            ("begin", t("lead.say-begin", name=lead.floor.next)),
            ("round", t("lead.say-round", name=lead.floor.name)),
            ("heard", t("lead.say-heard")),
            lead.stage.say,
        ),
    )


def _mirror() -> rx.Component:
    """A small live copy of the projector, drawn at its own size and scaled down; on a phone only when asked for."""
    return card(
        rx.el.div(rx.el.h2(t("lead.mirror")), _projector_state(), class_name="row row--apart"),
        rx.cond(
            lead.mirror,
            rx.el.div(
                rx.el.iframe(
                    src=lead.links.preview,
                    title=t("lead.mirror-title"),
                    class_name="mirror__screen",
                    custom_attrs={"tabIndex": "-1"},
                ),
                class_name="mirror",
            ),
        ),
        rx.cond(
            ~lead.wide,
            button(
                icon("open"),
                rx.cond(lead.preview, t("lead.mirror-hide"), t("lead.mirror-show")),
                wide=True,
                on_click=call(lead, "togglePreview"),
                aria_expanded=lead.preview,
            ),
        ),
        rx.cond(
            (lead.stage.form != "welcome") & lead.wide,
            button(icon("screen"), screen_button(), wide=True, on_click=call(lead, "openScreen")),
        ),
        rx.cond(
            (lead.projector == "open") & lead.wide,
            button(icon("screen"), t("control.screen-another"), look="quiet", on_click=call(control, "openAnother")),
        ),
    )


def _projector_state() -> rx.Component:
    return rx.cond(
        lead.projector == "open",
        rx.el.p(icon("kept"), t("lead.screen-is-open"), class_name="lead__kept", role="status"),
    )


def _door() -> rx.Component:
    return card(
        rx.el.h2(t("control.door")),
        door(),
        rx.cond(
            lead.links.there & (lead.stage.form != "welcome"),
            rx.el.div(
                rx.el.strong(lead.links.code, class_name="lead__code"),
                button(t("lead.qr-short"), on_click=call(lead, "showQr")),
                class_name="row row--apart",
            ),
        ),
        rx.cond(
            lead.links.there,
            rx.el.div(
                press(
                    t("lead.rotate"),
                    ready=lead.pressable,
                    busy=lead.press == "rotate",
                    look="quiet",
                    on_click=call(lead, "askRotate"),
                ),
                class_name="lead__start",
            ),
        ),
    )


def _rehearsing() -> rx.Component:
    return card(
        rx.el.h2(t("rehearsal.title")),
        rx.el.p(t("rehearsal.begin-hint"), class_name="faint small"),
        link_button(t("rehearsal.begin"), href=control.rehearse, reload_document=True),
    )


def _bar() -> rx.Component:
    """Always in sight and always in the same place: back, what to do now, and on."""
    ready = lead.pressable & ~lead.closed
    return rx.el.footer(
        rx.el.div(_message(), class_name="lead__message", custom_attrs={"aria-live": "polite"}),
        rx.cond(~control.stopped, _steps(ready)),
        class_name="lead__bar",
    )


def _steps(ready: Any) -> rx.Component:
    return rx.el.div(
        rx.cond(
            lead.back.there,
            press(
                icon("back"),
                t("common.back"),
                ready=ready,
                busy=lead.press == "go:" + lead.back.key,
                large=True,
                on_click=call(lead, "go", lead.back.key, lead.stage.key),
                title=t("lead.back-to", title=lead.back.title),
            ),
        ),
        rx.el.div(doing(), class_name="lead__doing"),
        rx.cond(
            lead.forward.there,
            press(
                rx.el.span(t("common.next"), rx.el.span(": ", lead.forward.title, class_name="lead__where")),
                icon("next"),
                ready=ready,
                busy=lead.press == "go:" + lead.forward.key,
                primary=lead.doing == "forward",
                large=True,
                aria_label=t("lead.forward-to", title=lead.forward.title),
                title=t("lead.forward-to", title=lead.forward.title),
                on_click=call(lead, "go", lead.forward.key, lead.stage.key),
            ),
        ),
        class_name="lead__steps",
    )


def _message() -> rx.Component:
    return rx.fragment(
        knocking(),
        rx.cond(
            ~lead.connected & (lead.trouble != "offline") & (control.stop != "unsent"),
            notice(t("lead.offline"), tone="warn"),
        ),
        rx.cond(lead.trouble != "", _trouble()),
        rx.cond(lead.moved != "", _moved()),
    )


def _trouble() -> rx.Component:
    """Why what was pressed did not happen."""
    on_floor = rx.cond(lead.floor.name != "", t("lead.stale-floor", name=lead.floor.name), t("lead.stale-nobody"))
    return notice(
        rx.match(
            lead.trouble,
            ("stale", t("lead.stale", n=lead.stage.number, title=lead.stage.title)),
            ("stale-floor", on_floor),
            ("stale-undo", t("control.stale-undo")),
            ("offline", t("lead.not-arrived")),
            ("no-answer", t("lead.no-answer")),
            ("unkept", t("lead.unkept")),
            ("not-stopped", t("control.not-stopped")),
            ("partner-has-notes", t("refusal.partner-has-notes")),
            ("partner-has-people", t("refusal.partner-has-people")),
            rx.cond(lead.sentence != "", lead.sentence, t("lead.trouble")),
        ),
        button(t("common.close"), look="quiet", on_click=call(lead, "dismiss")),
        tone="alert",
    )


def _moved() -> rx.Component:
    """What somebody else who leads has just done."""
    on_floor = rx.cond(lead.floor.name != "", t("lead.moved-floor", name=lead.floor.name), t("lead.moved-nobody"))
    return notice(
        rx.match(
            lead.moved,
            ("stage", t("lead.moved-stage", n=lead.stage.number, title=lead.stage.title)),
            ("board", t("lead.moved-board")),
            ("floor", on_floor),
            rx.cond(lead.closed, t("lead.moved-closed"), t("lead.moved-reopened")),
        )
    )
