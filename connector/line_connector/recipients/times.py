"""Times of the book: milliseconds since 1970, 0 for never."""

from __future__ import annotations

import time
from datetime import datetime, timezone

DAY = 24 * 60 * 60 * 1000
"""Milliseconds."""


def now() -> int:
    """Return the time in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def shown_time(milliseconds: int) -> str:
    """Return a time as `2026-11-21T09:30:00Z`; empty for never."""
    if not milliseconds:
        return ""
    at = datetime.fromtimestamp(milliseconds / 1000, timezone.utc)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
