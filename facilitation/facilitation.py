"""The app: its pages, with the live server and the API mounted on it. Nothing else."""

from __future__ import annotations

import reflex as rx

from facilitation import wiring
from facilitation.web.live.live import FIRST_SCRIPT
from facilitation.web.pages.routes import add_pages
from facilitation.web.style import STYLESHEETS

app = rx.App(
    enable_state=False,
    stylesheets=STYLESHEETS,
    toaster=None,
    html_lang="nl",
    head_components=[
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.script(src=FIRST_SCRIPT),
    ],
    api_transformer=wiring.mount,
)
app.register_lifespan_task(wiring.running)
add_pages(app)
