"""The sandbox's time: real time plus what the control API added to it."""

import time
from datetime import datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9))
"""LINE counts its days in UTC+9."""


class Clock:
    """A clock that runs with real time and can be moved forward."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset

    def now(self) -> float:
        """Return the sandbox's time in seconds since 1970."""
        return time.time() + self.offset

    def advance(self, seconds: float) -> None:
        """Move time forward."""
        self.offset += seconds


def iso(at: float) -> str:
    """Write a time as LINE does: ISO 8601, UTC, milliseconds."""
    moment = datetime.fromtimestamp(at, tz=timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def japanese_day(at: float) -> str:
    """Write the day of a time in UTC+9, as yyyyMMdd."""
    return datetime.fromtimestamp(at, tz=JAPAN).strftime("%Y%m%d")


def day_before(at: float) -> str:
    """Write the day before that of a time in UTC+9, as yyyyMMdd."""
    return japanese_day(at - 24 * 60 * 60)
