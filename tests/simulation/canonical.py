"""The canonical form of a canvas: one line of JSON with sorted keys, and its SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

Tables = Mapping[str, Mapping[str, Any]]


def canonical(tables: Tables) -> str:
    """SHA-256 of the records by kind and id. A kind without records is no kind at all."""
    filled = {kind: table for kind, table in tables.items() if table}
    return hashlib.sha256(orjson.dumps(filled, option=orjson.OPT_SORT_KEYS)).hexdigest()
