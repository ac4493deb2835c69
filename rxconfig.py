"""How Reflex builds the pages. The server itself is started by `facilitation serve`."""

import reflex as rx
from reflex.plugins.sitemap import SitemapPlugin

config = rx.Config(
    app_name="facilitation",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    disable_plugins=[SitemapPlugin],
    default_color_mode="light",
    cors_allowed_origins=[],  # pages are asked for by their own origin alone
)
