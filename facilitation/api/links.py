"""The addresses of a session, and the code as people read it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.image.svg import SvgPathFillImage

from facilitation.api.services import Services
from facilitation.rooms.keys import Keys, show_code

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def shared_origin(services: Services, origin: str) -> str:
    """The address that works on other devices too: `origin`, with this machine's own in place of localhost."""
    parts = urlsplit(origin)
    if parts.hostname not in _LOOPBACK or services.settings.public_url or not services.lan_address:
        return origin
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{services.lan_address}{port}"


def join_links(services: Services, keys: Keys, origin: str) -> dict[str, Any]:
    """What stands on the projector: the code, the QR code's target, the address, and whether phones reach it."""
    shared = shared_origin(services, origin)
    return {
        "code": show_code(keys.code),
        "join_url": f"{shared}/j/{keys.token}",
        "address": shared.partition("://")[2],
        # Behind a proxy of this machine the address is another one, and good.
        "reachable": not (services.settings.is_only_here and urlsplit(shared).hostname in _LOOPBACK),
    }


def all_links(services: Services, session_id: str, keys: Keys, origin: str) -> dict[str, Any]:
    """What the facilitator gets. `lead_url` and `screen_url` are paths, since only this browser can open them."""
    return {
        **join_links(services, keys, origin),
        "lead_url": f"/s/{session_id}/lead",
        "screen_url": f"/s/{session_id}/screen",
        "canvas_url": canvas_link(services, keys, origin),
    }


def canvas_link(services: Services, keys: Keys, origin: str) -> str:
    """The team's link."""
    return f"{shared_origin(services, origin)}/r/{keys.reader_token}"


def lead_link(services: Services, token: str, origin: str) -> str:
    """The link to lead along."""
    return f"{shared_origin(services, origin)}/l/{token}"


def qr(text: str) -> qrcode.QRCode[SvgPathFillImage]:
    """The QR code of `text`: the fewest and so the largest modules, with as much correction as still fits in them."""
    smallest = _fitted(text, ERROR_CORRECT_L)
    better = (_fitted(text, level) for level in (ERROR_CORRECT_H, ERROR_CORRECT_Q, ERROR_CORRECT_M))
    return next((code for code in better if code.version == smallest.version), smallest)


def qr_svg(text: str) -> bytes:
    """The QR code as SVG: one path, dark on white, with the quiet zone that cameras need."""
    image: bytes = qr(text).make_image(image_factory=SvgPathFillImage).to_string()
    return image


def _fitted(text: str, level: int) -> qrcode.QRCode[SvgPathFillImage]:
    code = qrcode.QRCode(error_correction=level, border=4)
    code.add_data(text)
    code.make(fit=True)
    return code
