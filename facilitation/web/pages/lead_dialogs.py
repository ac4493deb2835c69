"""What the facilitator's page asks before it does something that others will notice."""

from __future__ import annotations

from typing import Any

import reflex as rx

from facilitation.web.live.live import call
from facilitation.web.pages.lead_board import private_stays
from facilitation.web.pages.lead_notes import name_of
from facilitation.web.pages.lead_stages import unreachable
from facilitation.web.pages.lead_view import KindBoard, lead
from facilitation.web.parts.button import Look, button
from facilitation.web.parts.dialog import dialog
from facilitation.web.parts.kind import kind_icon
from facilitation.web.parts.language_switch import language_switch
from facilitation.web.parts.toggle import toggle
from facilitation.web.texts import t


def dialogs() -> rx.Component:
    """All dialogs of the page; each is closed until JavaScript opens it."""
    return rx.fragment(
        _unconfirmed(),
        _left(),
        _open(),
        _remove_agreement(),
        _remove_person(),
        _remove_partner(),
        _rotate(),
        _close(),
        _qr(),
        _help(),
    )


def _ask(
    name: str,
    title: Any,
    *content: Any,
    yes: Any,
    action: str,
    about: tuple[Any, ...] = (),
    look: Look = "primary",
    no: Any = None,
) -> rx.Component:
    """`no` is said where to leave it is the safe choice: then that is what stands out."""
    id = f"lead-{name}"
    return dialog(
        title,
        *content,
        id=id,
        actions=[
            button(
                t("common.cancel") if no is None else no,
                look="plain" if no is None else "primary",
                on_click=call(lead, "cancel", id),
                auto_focus=True,
            ),
            button(yes, look=look, on_click=call(lead, action, *about)),
        ],
    )


def _go_anyway(name: str, *content: Any) -> rx.Component:
    return _ask(
        name,
        t(f"lead.{name}-title"),
        *content,
        yes=t("lead.unconfirmed-yes", title=lead.ask.title),
        action="goAnyway",
        about=(f"lead-{name}",),
        look="plain",
        no=t("lead.stay"),
    )


def _unconfirmed() -> rx.Component:
    return _go_anyway("unconfirmed", rx.el.p(t("lead.unconfirmed-text", alias=lead.alias)))


def _left() -> rx.Component:
    """Before going on past what is open: it may be meant, but never goes by without a word."""
    left = lead.ask.left
    return _go_anyway(
        "left",
        rx.el.p(t("lead.left-text")),
        rx.el.ul(
            rx.cond(left.notes > 0, rx.el.li(t("lead.left-notes", n=left.notes))),
            rx.cond(left.silent != "", rx.el.li(t("lead.left-silent"), " ", _names(left.silent))),
            rx.cond(left.unheard != "", rx.el.li(t("lead.unheard-partners"), " ", _names(left.unheard))),
            rx.cond(left.questions > 0, rx.el.li(t("lead.left-questions", n=left.questions), ": ", _names(left.asked))),
            rx.cond(left.against != "", rx.el.li(t("lead.left-against"), " ", _names(left.against))),
            rx.cond(left.nobodys > 0, rx.el.li(t("lead.left-nobodys", n=left.nobodys))),
            rx.cond(left.scores, rx.el.li(t("lead.left-scores"))),
            *(
                rx.cond(unsaved, rx.el.li(t(f"lead.left-{form}")))
                for form, unsaved in (("law", left.law), ("agreement", left.agreement), ("wording", left.wording))
            ),
            class_name="lead__bullets",
        ),
        rx.el.p(t("lead.left-back")),
    )


def _names(names: Any) -> rx.Component:
    return rx.el.strong(names, class_name="words", dir="auto")


def _open() -> rx.Component:
    return _ask(
        "open",
        t("lead.ask-open"),
        rx.el.ul(
            rx.foreach(lead.board.kinds, _opens),
            class_name="stack stack--tight",
        ),
        private_stays(),
        rx.el.p(rx.cond(lead.stage.form == "lookback", t("lead.open-who-lookback"), t("lead.open-who"))),
        rx.el.p(t("lead.open-then")),
        rx.cond(
            lead.ready < lead.count,
            rx.el.p(rx.el.strong(t("lead.open-not-ready", n=lead.count - lead.ready))),
        ),
        yes=t("lead.open-yes"),
        action="openNotes",
    )


def _opens(each: KindBoard) -> rx.Component:
    return rx.cond(
        ~each.open & ((lead.ask.kind == "") | (lead.ask.kind == each.kind)),
        rx.el.li(
            kind_icon(each.kind),
            name_of(each.kind, each.label),
            ": ",
            t("lead.opens", n=each.closed),
            key=each.kind,
            class_name="opens",
            custom_attrs={"data-kind": each.kind},
        ),
    )


def _remove_agreement() -> rx.Component:
    return _ask(
        "agreement",
        t("lead.remove-agreement"),
        rx.el.p(lead.ask.name, class_name="words", dir="auto"),
        rx.el.p(t("lead.remove-agreement-text")),
        yes=t("common.remove"),
        action="removeAgreement",
        look="danger",
    )


def _remove_person() -> rx.Component:
    name = rx.cond(lead.ask.name != "", lead.ask.name, t("lead.somebody"))
    return _ask(
        "person",
        t("lead.remove-person", name=name, partner=lead.ask.kind),
        rx.el.p(t("lead.remove-person-text")),
        yes=t("common.remove"),
        action="removePerson",
        look="danger",
    )


def _remove_partner() -> rx.Component:
    return _ask(
        "partner",
        t("lead.remove-partner", name=lead.ask.name),
        rx.el.p(t("lead.remove-partner-text")),
        yes=t("common.remove"),
        action="removePartner",
        look="danger",
    )


def _rotate() -> rx.Component:
    return _ask(
        "rotate",
        t("lead.rotate-title"),
        rx.el.p(t("lead.rotate-text")),
        rx.el.p(t("lead.rotate-stays")),
        yes=t("lead.rotate-yes"),
        action="rotate",
    )


def _close() -> rx.Component:
    return _ask(
        "close",
        t("lead.ask-close"),
        rx.el.ul(
            rx.el.li(t("lead.close-writing")),
            rx.el.li(t("lead.close-door")),
            rx.el.li(t("lead.close-canvas")),
            rx.el.li(t("lead.close-purge", date=lead.purge)),
            class_name="lead__bullets",
        ),
        rx.cond(lead.board.closed > 0, rx.el.p(rx.el.strong(t("lead.close-closed", n=lead.board.closed)))),
        rx.cond(
            lead.ask.left.questions > 0,
            rx.el.p(
                rx.el.strong(t("lead.left-questions", n=lead.ask.left.questions), ": ", _names(lead.ask.left.asked))
            ),
        ),
        rx.el.p(t("lead.close-undo")),
        yes=t("lead.close"),
        action="closeSession",
    )


def _qr() -> rx.Component:
    return dialog(
        t("lead.join-title"),
        rx.cond(
            lead.links.reachable,
            rx.fragment(
                rx.cond(
                    lead.links.there, rx.el.img(src=lead.links.qr, alt=t("lead.qr-alt"), class_name="lead__qr-large")
                ),
                rx.el.p(lead.links.address, class_name="lead__address"),
                rx.el.p(lead.links.code, class_name="lead__code lead__code--large"),
            ),
            unreachable(),
        ),
        id="lead-qr",
        actions=[button(t("common.close"), look="primary", on_click=call(lead, "cancel", "lead-qr"))],
    )


def _help() -> rx.Component:
    keys = lead.keyboard
    return dialog(
        t("lead.help"),
        rx.el.p(t("lead.help-text")),
        rx.el.dl(
            _key("Esc", t("control.key-stop")),
            _key("Ctrl/⌘ Z", t("control.key-undo")),
            class_name="keys",
        ),
        toggle(
            t("lead.shortcuts"),
            on=lead.shortcuts,
            hint=t("lead.shortcuts-hint"),
            on_click=call(lead, "toggleShortcuts"),
        ),
        rx.el.dl(
            *(
                _key(key, t(f"lead.key-{name}"))
                for name, key in (
                    ("forward", keys.forward),
                    ("back", keys.back),
                    ("open", keys.open),
                    ("floor", keys.floor),
                    ("screen", keys.screen),
                    ("help", keys.help),
                )
            ),
            class_name=rx.cond(lead.shortcuts, "keys", "keys keys--off"),
        ),
        language_switch(),
        id="lead-help",
        actions=[button(t("common.close"), look="primary", on_click=call(lead, "cancel", "lead-help"))],
    )


def _key(key: Any, does: Any) -> rx.Component:
    return rx.el.div(rx.el.dt(rx.el.kbd(key)), rx.el.dd(does))
