"""The bar that is always at hand: time, a step back, what to say, the door, private time, who leads along, and stop."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import call, length_of
from facilitation.web.pages.lead_control_steps import did
from facilitation.web.pages.lead_control_view import control
from facilitation.web.pages.lead_view import lead
from facilitation.web.parts.button import button
from facilitation.web.parts.icon import icon
from facilitation.web.parts.notice import notice
from facilitation.web.parts.press import press
from facilitation.web.texts import t

READY: Any = lead.pressable & ~lead.closed
"""Whether the room can be changed now."""


def bar() -> rx.Component:
    """The control, under the head of the page and in sight wherever somebody reads."""
    return rx.el.section(
        rx.el.div(
            rx.cond(~lead.closed & ~control.stopped, _timer()),
            rx.cond(~lead.closed & ~control.stopped, _undo()),
            rx.el.div(*(_there(each, _opener(*each)) for each in _OPENERS), class_name="control__more"),
            _tool(icon("more"), rx.el.span(t("control.more")), _count(), look="control__narrow", dialog="lead-more"),
            rx.cond(~lead.closed & ~control.stopped, _stop()),
            class_name="control__tools",
        ),
        _now(),
        class_name="control",
        custom_attrs={"aria-label": t("control.name")},
    )


_OPENERS = (
    ("speak", "control.say", "lead-say"),
    ("door", "control.door", "lead-door"),
    ("closed", "control.private", "lead-private"),
    ("people", "control.along", "lead-along"),
)
"""What opens a dialog: icon, text and dialog."""
_WHILE_OPEN = ("lead-door", "lead-private")
"""The dialogs in which there is nothing to do once the session is closed."""


def _there(opener: tuple[str, str, str], what: rx.Component) -> rx.Component:
    """`what` opens a dialog: only as long as there is something to do in it."""
    return rx.cond(~lead.closed, what) if opener[2] in _WHILE_OPEN else what


def openers() -> list[rx.Component]:
    """The same, under one another, for a narrow screen."""
    return [_there(each, _wide(*each)) for each in _OPENERS]


def _wide(name: str, text: str, dialog: str) -> rx.Component:
    count = [_count()] if name == "door" else []
    attrs = _private_attrs() if dialog == "lead-private" else {}
    return button(icon(name), rx.el.span(t(text)), *count, wide=True, on_click=_asks(dialog), custom_attrs=attrs)


def _private_attrs() -> dict[str, Any]:
    """Nobody can write apart while everything stands still."""
    return {"aria-disabled": rx.cond(control.stopped, "true", "false")}


def _asks(dialog: str) -> Any:
    return call(control, "ask", dialog)


def _opener(name: str, text: str, dialog: str) -> rx.Component:
    if name != "door":
        attrs = _private_attrs() if dialog == "lead-private" else {}
        return _tool(icon(name), rx.el.span(t(text)), dialog=dialog, custom_attrs=attrs)
    cue = rx.cond(_knocking() > 0, "control__cue", "")
    return _tool(icon(name), rx.el.span(t(text)), _count(), dialog=dialog, look=cue)


def _tool(*content: Any, dialog: str, look: Any = "", **props: Any) -> rx.Component:
    return rx.el.button(
        *content,
        type="button",
        on_click=_asks(dialog),
        aria_haspopup="dialog",
        class_name=rx.Var.create("button control__tool ") + look,
        **props,
    )


def _knocking() -> Any:
    """How many knock."""
    return length_of(control.knocks)


def _count() -> rx.Component:
    """How many knock, where it is seen: a number, without a sound."""
    return rx.cond(
        (_knocking() > 0) & ~lead.closed,
        rx.el.span(
            rx.el.span(_knocking(), custom_attrs={"aria-hidden": "true"}),
            rx.el.span(t("control.knocking", n=_knocking()), class_name="only-read-aloud"),
            class_name="control__count",
        ),
    )


def _timer() -> rx.Component:
    return rx.el.div(
        _tool(
            icon("waiting"),
            rx.cond(
                control.timer.on,
                rx.el.span(control.timer.text, class_name="control__time"),
                rx.el.span(t("control.timer")),
            ),
            dialog="lead-timer",
            aria_label=rx.cond(
                control.timer.on, t("control.timer-left", time=control.timer.text), t("control.timer-set")
            ),
            look="control__timer control__timer--" + control.timer.state,
        ),
        rx.el.div(timer_press(), class_name="control__wide"),
        class_name="control__group",
        role="group",
        custom_attrs={"aria-label": t("control.timer")},
    )


def timer_press(**props: Any) -> rx.Component:
    """The press that the timer asks for next: start, pause, go on, or a minute more."""
    return rx.match(
        control.timer.state,
        ("running", _timed(t("control.timer-pause"), "timer", "pauseTimer", **props)),
        ("paused", _timed(t("control.timer-go-on"), "timer", "goOn", **props)),
        ("over", _timed(t("control.timer-minute"), "timer-add", "addMinute", **props)),
        rx.cond(
            control.timer.minutes > 0,
            _timed(t("control.timer-start", n=control.timer.minutes), "timer", "startTimer", **props),
        ),
    )


def _timed(text: Any, busy: str, action: str, **props: Any) -> rx.Component:
    return press(text, ready=READY, busy=lead.press == busy, on_click=call(control, action), **props)


def _undo() -> rx.Component:
    return rx.el.div(
        press(
            icon("undo"),
            rx.el.span(t("control.undo")),
            ready=READY & control.undoable & ~control.resting,
            busy=lead.press == "undo",
            on_click=call(control, "undo"),
            title=rx.cond(control.undoable, did(control.last), t("control.nothing-done")),
            custom_attrs={"aria-keyshortcuts": "Control+Z Meta+Z"},
        ),
        _tool(icon("down"), dialog="lead-steps", aria_label=t("control.steps"), title=t("control.steps")),
        class_name="control__group control__undo",
        role="group",
        custom_attrs={"aria-label": t("control.undo")},
    )


def _stop() -> rx.Component:
    return rx.el.button(
        icon("stop"),
        rx.el.span(t("control.stop")),
        rx.el.span(class_name="control__hold", custom_attrs={"aria-hidden": "true"}),
        type="button",
        on_click=call(control, "stopForSafety"),
        title=t("control.stop-hint"),
        class_name=rx.cond(
            control.holding,
            "button button--danger control__tool control__stop control__stop--holding",
            "button button--danger control__tool control__stop",
        ),
        custom_attrs={"aria-keyshortcuts": "Escape"},
    )


def _now() -> rx.Component:
    """What is going on besides the stage, and what has just been taken back."""
    return rx.el.div(
        rx.cond(control.private.on & ~lead.closed & ~control.stopped, _private()),
        rx.cond(control.undone.there & ~lead.closed & ~control.stopped, _undone()),
        class_name="control__now",
    )


def _private() -> rx.Component:
    return notice(
        rx.el.p(t("control.private-on"), " ", rx.el.strong(control.private.names, class_name="words")),
        press(
            t("control.private-end"), ready=READY, busy=lead.press == "private", on_click=call(control, "endPrivate")
        ),
        sign="closed",
    )


def _undone() -> rx.Component:
    return notice(
        rx.el.div(
            rx.el.p(t("control.undone"), " ", rx.el.strong(did(control.undone), class_name="words")),
            rx.cond(control.undone.left, rx.el.p(t("control.undone-left"))),
            rx.cond(control.undone.read, rx.el.p(t("control.undone-read"))),
        ),
        button(t("common.close"), look="quiet", on_click=call(control, "forgetUndone")),
        tone="good",
    )


def knocking() -> rx.Component:
    """That somebody is at the door, on a narrow screen, where the door itself is out of sight."""
    return rx.cond(
        (_knocking() > 0) & ~lead.closed,
        rx.el.div(
            notice(
                t("control.knocking", n=_knocking()),
                button(t("control.knock-see"), look="quiet", on_click=_asks("lead-door")),
                tone="warn",
                sign="door",
            ),
            class_name="control__narrow",
        ),
    )
