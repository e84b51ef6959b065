"""Infobip's dates: `2026-01-31T09:00:00.000+0000`."""

from datetime import datetime, timezone


def written(at: float) -> str:
    """Write a time as Infobip does: UTC, milliseconds, an offset without a colon."""
    moment = datetime.fromtimestamp(at, tz=timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "+0000")


def read_date(text: str) -> float | None:
    """Read a time with any offset, `+hhmm`, `+hh:mm` or `Z`; none if it is not one."""
    seconds = "%S.%f" if "." in text else "%S"
    try:
        return datetime.strptime(text, f"%Y-%m-%dT%H:%M:{seconds}%z").timestamp()
    except ValueError:
        return None
