"""The sandbox's time: real time plus what the control API added to it."""

import time
from datetime import datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9))
"""LINE counts its days in UTC+9."""

EARLIEST = datetime(1970, 1, 1, tzinfo=timezone.utc).timestamp()
LATEST = datetime(9000, 1, 1, tzinfo=timezone.utc).timestamp()
"""What the clock shows is between the two: years end at 9999, and some things last for long."""


class Clock:
    """A clock that runs with real time or stands, and can be moved forward."""

    def __init__(self, stands_at: float | None = None) -> None:
        """Make a clock; one that stands moves only when it is advanced."""
        self._starts_at = stands_at
        self.restart()

    def restart(self) -> None:
        """Go back to how the clock started."""
        self.offset = 0.0
        self.stands_at = self._starts_at

    def now(self) -> float:
        """Return the sandbox's time in seconds since 1970."""
        return (time.time() if self.stands_at is None else self.stands_at) + self.offset

    def advance(self, seconds: float) -> None:
        """Move time forward.

        Raises:
            ValueError: too far.
        """
        _check(self.now() + seconds)
        self.offset += seconds

    def stand(self, at: float) -> None:
        """Stop at a time."""
        self.stands_at, self.offset = at, 0.0

    def run(self) -> None:
        """Go on with real time, from where the clock is."""
        self.offset, self.stands_at = self.now() - time.time(), None

    @property
    def setting(self) -> list[float | None]:
        """What has to be kept so that the clock goes on where it was."""
        return [self.offset, self.stands_at]

    @setting.setter
    def setting(self, kept: list[float | None]) -> None:
        self.offset, self.stands_at = kept[0] or 0.0, kept[1]


def seconds_at(text: str) -> float:
    """Read a time like 2026-04-01T09:00:00Z.

    Raises:
        ValueError: it is none, or says no offset from UTC, or no clock shows it.
    """
    try:
        moment = datetime.fromisoformat(f"{text[:-1]}+00:00" if text.endswith("Z") else text)
    except ValueError:
        raise ValueError("must be a time like 2026-04-01T09:00:00Z") from None
    if moment.tzinfo is None:
        raise ValueError("the offset from UTC is missing: end it with Z")
    _check(moment.timestamp())
    return moment.timestamp()


def _check(at: float) -> None:
    if not EARLIEST <= at < LATEST:
        raise ValueError("the clock shows the years 1970 to 8999 only")


def iso(at: float) -> str:
    """Write a time as LINE does: ISO 8601, UTC, milliseconds."""
    moment = datetime.fromtimestamp(at, tz=timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def japanese_day(at: float) -> str:
    """Write the day of a time in UTC+9, as yyyyMMdd."""
    return datetime.fromtimestamp(at, tz=JAPAN).date().isoformat().replace("-", "")


def day_before(at: float) -> str:
    """Write the day before that of a time in UTC+9, as yyyyMMdd."""
    return japanese_day(at - 24 * 60 * 60)
