"""Speelveld: one circle around one person, filled in together, live."""

__version__ = "0.1.0"
