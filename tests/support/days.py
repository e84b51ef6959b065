"""Days of the sandbox's clock, as LINE writes them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from support.sandboxed import Line

DAY = 24 * 60 * 60
JAPAN = timezone(timedelta(hours=9))


def day(line: Line, before: int = 0) -> str:
    """Today in Japan, or the day so many days before."""
    return datetime.fromtimestamp(line.now() - before * DAY, tz=JAPAN).strftime("%Y%m%d")
