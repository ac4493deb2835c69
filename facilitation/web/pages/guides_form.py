"""The form in which a guide is changed: its stages on the left, the stage at hand, and what the phone then says."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.canvas import limits
from facilitation.canvas.guides import LANGUAGES
from facilitation.canvas.kinds import StageForm
from facilitation.web.live.live import TYPED, call, length_of
from facilitation.web.pages.guides_shape import Asked, Kind, StageRow, guides
from facilitation.web.parts.badge import badge
from facilitation.web.parts.button import button, download_button
from facilitation.web.parts.card import card
from facilitation.web.parts.dialog import dialog
from facilitation.web.parts.field import choice, field
from facilitation.web.parts.icon import icon
from facilitation.web.parts.icon_button import icon_button
from facilitation.web.parts.kind import kind_icon, kind_name
from facilitation.web.parts.notice import notice
from facilitation.web.texts import t


def guide_form() -> rx.Component:
    return rx.el.div(
        rx.cond(
            guides.guide.own,
            rx.fragment(),
            notice(
                rx.el.p(t("guides.only-looking")),
                rx.el.p(
                    button(t("guides.copy"), look="primary", on_click=call(guides, "copy", guides.guide.name)),
                    class_name="row",
                ),
            ),
        ),
        _heading(),
        rx.el.div(_stages(), _stage(), _phone(), class_name="guides__form"),
        rx.cond(guides.guide.own, _save_bar()),
        _dialogs(),
        class_name="stack guides",
    )


def _heading() -> rx.Component:
    return card(
        _both("title", t("guides.name"), limits.GUIDE_TITLE, guides.guide, "write"),
        _both(
            "purpose",
            t("guides.purpose"),
            limits.GUIDE_TEXT,
            guides.guide,
            "write",
            hint=t("guides.purpose-hint"),
            lines=2,
        ),
    )


def _both(
    name: str, legend: Any, most: int, of: Any, action: str, *given: Any, hint: Any | None = None, lines: int = 1
) -> rx.Component:
    """One text in every language, side by side; `of` is a Var with its `texts` and `errors` by path."""
    return rx.el.fieldset(
        rx.el.legend(legend, class_name="field__label"),
        *([rx.el.p(hint, class_name="field__hint")] if hint is not None else []),
        rx.el.div(
            *(
                field(
                    t(f"guides.in-{language}"),
                    id=f"guides-{action}-{name.replace('.', '-')}-{language}",
                    error=of.errors[f"{name}.{language}"],
                    lines=lines,
                    value=of.texts[f"{name}.{language}"],
                    on_change=call(guides, action, *given, f"{name}.{language}", TYPED),
                    max_length=most,
                    read_only=~guides.guide.own,
                    auto_complete="off",
                    custom_attrs={"lang": language},
                )
                for language in LANGUAGES
            ),
            class_name="guides__both",
        ),
        class_name="stack stack--tight",
    )


def _stages() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("guides.stages-title")),
        rx.el.ol(rx.foreach(guides.stages, _row), class_name="guides__stages"),
        rx.el.p(t("guides.minutes-of-all", n=guides.guide.minutes), class_name="faint small"),
        rx.cond(guides.guide.others != "", rx.el.p(guides.guide.others, class_name="field__error", role="alert")),
        rx.cond(guides.guide.own, _add()),
        rx.el.div(
            rx.cond(
                guides.guide.dirty,
                button(
                    icon("undo"), t("guides.revert"), look="quiet", on_click=call(guides, "ask", "", "guides-revert")
                ),
                download_button(icon("download"), t("guides.export"), href=guides.guide.file, look="quiet"),
            ),
            class_name="row",
        ),
        class_name="stack guides__left",
        custom_attrs={"aria-label": t("guides.stages-title")},
    )


def _add() -> rx.Component:
    """A new stage: chosen, and then added, since the arrow keys go past every choice on their way."""
    return rx.el.div(
        choice(
            t("guides.add"),
            rx.el.option(t("guides.add-which"), value=""),
            *(rx.el.option(t(f"guides.form-{form}"), value=str(form)) for form in StageForm),
            id="guides-add",
            value=guides.guide.adding,
            on_change=call(guides, "choose", TYPED),
        ),
        button(
            t("guides.add-yes"),
            on_click=call(guides, "add"),
            disabled=guides.busy | (guides.guide.adding == ""),
        ),
        class_name="stack stack--tight",
    )


def _row(stage: StageRow) -> rx.Component:
    up, down = (f"guides-{way}-" + stage.key for way in ("up", "down"))
    return rx.el.li(
        rx.el.button(
            rx.el.span(stage.number, class_name="guides__number"),
            rx.el.span(stage.title, dir="auto", class_name="words guides__stage-title"),
            rx.cond(stage.faulty, rx.el.span(icon("alert"), class_name="guides__faulty"), rx.fragment()),
            rx.cond(stage.faulty, rx.el.span(t("guides.is-faulty"), class_name="only-read-aloud"), rx.fragment()),
            type="button",
            class_name="guides__stage",
            on_click=call(guides, "pick", stage.place),
            custom_attrs={"aria-current": rx.cond(stage.current, "step", "false")},
        ),
        rx.cond(
            guides.guide.own,
            rx.el.span(
                icon_button(
                    "up",
                    t("guides.up", title=stage.title),
                    id=up,
                    disabled=stage.first,
                    on_click=call(guides, "move", stage.place, -1, stage.key),
                ),
                icon_button(
                    "down",
                    t("guides.down", title=stage.title),
                    id=down,
                    disabled=stage.last,
                    on_click=call(guides, "move", stage.place, 1, stage.key),
                ),
                class_name="guides__moves",
            ),
        ),
        key=stage.key,
        class_name="guides__row",
    )


def _stage() -> rx.Component:
    return rx.el.section(
        card(
            rx.el.div(
                rx.el.h2(t("guides.stage-number", n=guides.stage.number)),
                rx.cond(
                    guides.guide.own & (length_of(guides.stages) > 1),
                    button(
                        icon("remove"),
                        t("guides.drop"),
                        look="quiet",
                        on_click=call(guides, "ask", "", "guides-drop"),
                    ),
                ),
                class_name="row row--apart",
            ),
            _form_and_minutes(),
            _both("title", t("guides.stage-title"), limits.GUIDE_TITLE, guides.stage, "writeStage"),
            _both(
                "say",
                t("guides.say"),
                limits.GUIDE_SAY,
                guides.stage,
                "writeStage",
                hint=t("guides.say-hint"),
                lines=6,
            ),
            _both("ask", t("guides.ask"), limits.GUIDE_TEXT, guides.stage, "writeStage", lines=3),
            _both(
                "own.ask",
                t("guides.own-ask"),
                limits.GUIDE_TEXT,
                guides.stage,
                "writeStage",
                hint=t("guides.own-hint"),
                lines=2,
            ),
            _both("rule", t("guides.rule"), limits.GUIDE_TEXT, guides.stage, "writeStage", lines=2),
            rx.cond(length_of(guides.stage.kinds) > 0, _kinds()),
        ),
        class_name="guides__at-hand",
    )


def _form_and_minutes() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            choice(
                t("guides.form"),
                *(rx.el.option(t(f"guides.form-{form}"), value=str(form)) for form in StageForm),
                id="guides-form",
                value=guides.stage.form,
                on_change=call(guides, "writeStage", "form", TYPED),
                disabled=~guides.guide.own,
            ),
            rx.cond(
                guides.stage.errors["form"] != "",
                rx.el.p(guides.stage.errors["form"], class_name="field__error", role="alert"),
            ),
            rx.el.p(
                rx.match(guides.stage.form, *((str(form), t(f"guides.does-{form}")) for form in StageForm), ""),
                class_name="field__hint",
            ),
            class_name="stack stack--tight",
        ),
        field(
            t("guides.minutes-field"),
            id="guides-minutes",
            error=guides.stage.errors["minutes"],
            value=guides.stage.minutes,
            on_change=call(guides, "writeStage", "minutes", TYPED),
            input_mode="numeric",
            max_length=3,
            read_only=~guides.guide.own,
        ),
        class_name="guides__pair",
    )


def _kinds() -> rx.Component:
    return rx.el.div(
        rx.el.h3(t("guides.questions")),
        rx.el.p(
            rx.cond(guides.stage.optional, t("guides.questions-hint-partners"), t("guides.questions-hint")),
            class_name="field__hint",
        ),
        rx.cond(
            guides.stage.errors["questions"] != "",
            rx.el.p(guides.stage.errors["questions"], class_name="field__error", role="alert"),
        ),
        rx.foreach(guides.stage.kinds, _kind),
        class_name="stack",
    )


def _kind(kind: Kind) -> rx.Component:
    """The question and the name of one kind of note, in every language."""

    def text(what: str, language: str, label: str, most: int) -> rx.Component:
        return field(
            t(label),
            id=f"guides-{what}-{language}-" + kind.kind,
            error=kind.errors[f"{what}.{language}"],
            value=kind.texts[f"{what}.{language}"],
            on_change=call(guides, "writeKind", kind.kind, f"{what}.{language}", TYPED),
            max_length=most,
            read_only=~guides.guide.own,
            auto_complete="off",
            custom_attrs={"lang": language},
        )

    return rx.el.fieldset(
        rx.el.legend(
            kind_icon(kind.kind),
            kind_name(kind.kind),
            class_name="guides__kind",
            custom_attrs={"data-kind": kind.kind},
        ),
        rx.el.div(
            *(
                text("question", language, f"guides.question-{language}", limits.GUIDE_QUESTION)
                for language in LANGUAGES
            ),
            *(text("own", language, f"guides.own-{language}", limits.GUIDE_QUESTION) for language in LANGUAGES),
            *(text("label", language, f"guides.label-{language}", limits.GUIDE_LABEL) for language in LANGUAGES),
            class_name="guides__both",
        ),
        key=kind.kind,
    )


def _phone() -> rx.Component:
    """What the phone says in the stage at hand, in the language of the page."""
    return rx.el.aside(
        rx.el.h2(t("guides.preview")),
        rx.el.div(
            rx.el.div(
                rx.el.strong(guides.phone.alias),
                rx.el.span(guides.phone.title, dir="auto", class_name="words small"),
                class_name="guides__phone-head",
            ),
            rx.el.div(
                rx.el.p(guides.phone.ask, dir="auto", class_name="words"),
                rx.foreach(guides.phone.kinds, _asked),
                rx.el.p(guides.phone.rule, dir="auto", class_name="words small faint"),
                class_name="stack",
            ),
            class_name="guides__phone",
        ),
        rx.el.p(t("guides.preview-hint"), class_name="field__hint"),
        class_name="stack guides__preview",
        custom_attrs={"aria-label": t("guides.preview")},
    )


def _asked(asked: Asked) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            kind_icon(asked.kind),
            rx.el.span(rx.cond(asked.label != "", asked.label, kind_name(asked.kind)), dir="auto", class_name="words"),
            class_name="guides__kind",
            custom_attrs={"data-kind": asked.kind},
        ),
        rx.el.p(asked.question, dir="auto", class_name="words"),
        key=asked.kind,
    )


def _save_bar() -> rx.Component:
    """What can be done with the whole guide, always within reach."""
    return rx.el.div(
        rx.el.div(
            rx.cond(
                guides.problem != "",
                rx.el.span(
                    rx.cond(guides.problem == "offline", t("desk.offline"), guides.problem), class_name="field__error"
                ),
                rx.match(
                    guides.guide.said,
                    ("faulty", rx.el.span(t("guides.said-faulty", n=guides.guide.faulty), class_name="field__error")),
                    ("sound", rx.el.span(t("guides.said-sound"))),
                    ("moved", rx.el.span(t("guides.said-moved", n=guides.stage.number, title=guides.stage.title))),
                    ("saved", rx.el.span(icon("kept"), t("guides.said-saved"))),
                    rx.cond(guides.guide.dirty, badge(t("guides.not-saved"), tone="need"), rx.fragment()),
                ),
            ),
            role="status",
            class_name="guides__said",
        ),
        rx.el.div(
            button(t("guides.check"), on_click=call(guides, "check"), disabled=guides.busy),
            button(
                t("guides.save"),
                look="primary",
                on_click=call(guides, "save"),
                disabled=guides.busy | ~guides.guide.dirty,
            ),
            class_name="row",
        ),
        class_name="guides__bar",
    )


def _dialogs() -> rx.Component:
    return rx.fragment(
        dialog(
            t("guides.drop-title"),
            rx.el.p(guides.stage.title, class_name="words", dir="auto"),
            id="guides-drop",
            actions=[
                button(t("common.cancel"), on_click=call(guides, "cancel", "guides-drop"), auto_focus=True),
                button(t("guides.drop-yes"), look="danger", on_click=call(guides, "drop")),
            ],
        ),
        dialog(
            t("guides.revert-title"),
            rx.el.p(t("guides.revert-text")),
            id="guides-revert",
            actions=[
                button(t("common.cancel"), on_click=call(guides, "cancel", "guides-revert"), auto_focus=True),
                button(t("guides.revert-yes"), look="danger", on_click=call(guides, "revert")),
            ],
        ),
    )
