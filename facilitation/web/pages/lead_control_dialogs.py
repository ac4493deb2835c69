"""What the control opens: the timer, the steps, what to say, the door, private time, who leads along."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import EVENT, TYPED, call
from facilitation.web.pages.lead_control import READY, openers, timer_press
from facilitation.web.pages.lead_control_door import door, knocks
from facilitation.web.pages.lead_control_steps import did
from facilitation.web.pages.lead_control_view import PrivateSeat, Step, control
from facilitation.web.pages.lead_view import lead
from facilitation.web.parts.button import button
from facilitation.web.parts.dialog import dialog
from facilitation.web.parts.icon import icon
from facilitation.web.parts.notice import notice
from facilitation.web.parts.press import press
from facilitation.web.parts.toggle import toggle
from facilitation.web.texts import t


def control_dialogs(saying: Any) -> rx.Component:
    """All dialogs of the control; `saying` is the sentence to say now."""
    return rx.fragment(_more(), _timer(), _steps(), _say(saying), _door(), _private(), _along(), _resume())


def _dialog(name: str, title: Any, *content: Any, actions: tuple[rx.Component, ...] = ()) -> rx.Component:
    id = f"lead-{name}"
    close = button(t("common.close"), on_click=call(control, "cancel", id), auto_focus=not actions)
    return dialog(title, *content, id=id, actions=[close, *actions])


def _more() -> rx.Component:
    return _dialog("more", t("control.name"), *openers())


def _timer() -> rx.Component:
    return _dialog(
        "timer",
        t("control.timer"),
        rx.cond(control.timer.on, _running(), _own()),
        toggle(
            t("control.timer-sound"),
            on=control.timer.sound,
            ready=READY,
            hint=t("control.timer-sound-hint"),
            on_click=call(control, "toggleSound"),
        ),
        rx.el.p(t("control.timer-who"), class_name="faint small"),
    )


def _running() -> rx.Component:
    return rx.fragment(
        rx.el.p(control.timer.text, class_name="control__clock", role="timer"),
        rx.el.div(
            timer_press(look="primary"),
            rx.cond(
                control.timer.state != "over",
                press(
                    t("control.timer-minute"),
                    ready=READY,
                    busy=lead.press == "timer-add",
                    on_click=call(control, "addMinute"),
                ),
            ),
            press(
                t("control.timer-stop"),
                ready=READY,
                busy=lead.press == "timer-stop",
                on_click=call(control, "stopTimer"),
            ),
            class_name="row",
        ),
    )


def _own() -> rx.Component:
    return rx.el.form(
        rx.el.label(t("control.timer-minutes"), html_for="lead-minutes", class_name="field__label"),
        rx.el.div(
            rx.el.input(
                id="lead-minutes",
                class_name="field__input control__minutes",
                value=control.timer.typed,
                placeholder=control.timer.minutes.to_string(),  # type: ignore[attr-defined]  # a Var
                input_mode="numeric",
                max_length=3,
                auto_complete="off",
                on_change=call(control, "writeMinutes", TYPED),
                custom_attrs={
                    "aria-invalid": rx.cond(control.timer.wrong, "true", "false"),
                    "aria-describedby": "lead-minutes-hint",
                },
            ),
            press(
                t("control.timer-start", n=control.timer.minutes),
                ready=READY & ~control.timer.wrong & (control.timer.minutes > 0),
                busy=lead.press == "timer",
                look="primary",
                type="submit",
            ),
            class_name="row",
        ),
        rx.el.p(rx.cond(control.timer.wrong, t("control.timer-wrong"), ""), id="lead-minutes-hint", role="status"),
        on_submit=call(control, "submitTimer", EVENT),
        class_name="field",
    )


def _steps() -> rx.Component:
    return _dialog(
        "steps",
        t("control.steps"),
        rx.cond(
            control.undoable,
            rx.el.ol(rx.foreach(control.steps, _step), class_name="control__steps"),
            rx.el.p(t("control.nothing-done")),
        ),
        rx.el.p(t("control.steps-not"), class_name="faint small"),
        actions=(
            press(
                icon("undo"),
                t("control.undo-last"),
                ready=READY & control.undoable & ~control.resting & ~control.stopped,
                busy=lead.press == "undo",
                look="primary",
                on_click=call(control, "undoListed"),
            ),
        ),
    )


def _step(step: Step) -> rx.Component:
    return rx.el.li(
        rx.el.span(step.at, class_name="control__at"),
        rx.el.span(did(step), class_name="words", dir="auto"),
        key=step.number,
    )


def _say(saying: Any) -> rx.Component:
    return _dialog(
        "say",
        t("control.say"),
        rx.cond(
            control.stopped,
            rx.cond(
                control.stop == "unsent",
                _aloud(t("control.unsent-say"), t("control.unsent-text")),
                _aloud(t("control.stopped-say"), t("control.stopped-then")),
            ),
            rx.fragment(
                rx.el.p(lead.stage.title, class_name="faint"),
                rx.el.blockquote(saying, class_name="lead__say words", dir="auto"),
                rx.el.p(
                    rx.el.strong(t("lead.rule")),
                    " ",
                    rx.el.span(lead.stage.rule, class_name="words"),
                    class_name="lead__rule",
                ),
            ),
        ),
    )


def _aloud(sentence: Any, then: Any) -> rx.Component:
    """What to say, as a quote, and below it what is for the facilitator alone."""
    return rx.fragment(rx.el.blockquote(sentence, class_name="lead__say"), rx.el.p(then))


def _door() -> rx.Component:
    return _dialog("door", t("control.door"), knocks(), door())


def _private() -> rx.Component:
    return _dialog(
        "private",
        t("control.private"),
        rx.el.p(t("control.private-what")),
        rx.cond(
            control.private.on,
            rx.el.div(
                rx.el.p(t("control.private-on"), " ", rx.el.strong(control.private.names, class_name="words")),
                press(
                    t("control.private-end"),
                    ready=READY,
                    busy=lead.press == "private",
                    on_click=call(control, "endPrivate"),
                ),
                class_name="stack",
            ),
            _who(),
        ),
        rx.el.p(t("control.private-then"), class_name="faint small"),
    )


def _who() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("control.private-who"), class_name="field__label"),
        rx.cond(control.private.nobody, rx.el.p(t("control.private-nobody"))),
        rx.el.div(rx.foreach(control.private.seats, _choice), class_name="control__choices"),
        press(
            t("control.private-start"),
            ready=READY & control.private.ready,
            busy=lead.press == "private",
            look="primary",
            on_click=call(control, "startPrivate"),
        ),
        class_name="stack",
    )


def _choice(seat: PrivateSeat) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            checked=seat.chosen,
            disabled=seat.empty,
            on_change=call(control, "choosePrivate", seat.id),
        ),
        rx.el.span(seat.name, class_name="words", dir="auto"),
        rx.cond(seat.empty, rx.el.span(t("lead.nobody-yet"), class_name="faint small")),
        key=seat.id,
        class_name="control__choice",
    )


def _along() -> rx.Component:
    return _dialog(
        "along",
        t("control.along"),
        rx.el.p(t("control.along-what")),
        rx.cond(control.leading.there, _link()),
        problem(),
        press(
            rx.cond(control.leading.there, t("control.along-new"), t("control.along-make")),
            ready=~control.busy,
            busy=control.busy,
            on_click=call(control, "makeLink"),
        ),
        rx.cond(control.leading.there, rx.el.p(t("control.along-new-hint"), class_name="faint small")),
    )


def _link() -> rx.Component:
    return rx.el.div(
        notice(t("control.along-careful"), tone="warn"),
        rx.el.img(src=control.leading.qr, alt=t("control.along-qr"), class_name="control__qr"),
        rx.el.label(t("control.along-link"), html_for="lead-along-link", class_name="field__label"),
        rx.el.div(
            rx.el.input(id="lead-along-link", value=control.leading.link, read_only=True, class_name="field__input"),
            button(rx.cond(control.copied, t("lead.copied"), t("lead.copy")), on_click=call(control, "copyLink")),
            class_name="circle__add",
        ),
        class_name="stack",
    )


def problem() -> rx.Component:
    """Why something that was asked of the server did not happen."""
    return rx.cond(
        control.problem != "",
        notice(rx.cond(control.problem == "offline", t("lead.not-arrived"), control.problem), tone="alert"),
    )


def _resume() -> rx.Component:
    return _dialog(
        "resume",
        t("control.resume-title"),
        rx.el.p(t("control.resume-text")),
        actions=(
            press(
                t("control.resume-yes"),
                ready=lead.pressable,
                busy=lead.press == "resume",
                look="primary",
                on_click=call(control, "resume"),
            ),
        ),
    )
