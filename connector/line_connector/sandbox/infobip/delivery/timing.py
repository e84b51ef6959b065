"""When a message may be sent and how long it is tried: validity, windows, speed, schedules."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from line_connector.sandbox.infobip.dates import read_date
from line_connector.sandbox.infobip.errors import Problem

LONGEST_VALIDITY = 48 * 3600
LONGEST_AHEAD = timedelta(days=180)
SHORTEST_WINDOW = 60
"""Minutes between the two ends of a delivery time window."""

SHORTEST_STEP = {"VIBER": 35}
"""Seconds a step of an OMNI message must wait more than; 30 where nothing else is said."""

LONGEST_STEP = {"VIBER": 14 * 24 * 3600}

SECONDS = {
    "NANOSECONDS": 1e-9,
    "MICROSECONDS": 1e-6,
    "MILLISECONDS": 1e-3,
    "SECONDS": 1,
    "MINUTES": 60,
    "HOURS": 3600,
    "DAYS": 86400,
}
SPEEDS = {"MINUTE": 60, "HOUR": 3600, "DAY": 86400}
DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
MINUTES_A_DAY = 24 * 60


def validity(period: Mapping[str, Any] | None) -> float:
    """Return the seconds of a `validityPeriod` object, at most 48 hours."""
    if period is None:
        return LONGEST_VALIDITY
    seconds: float = period["amount"] * SECONDS[period.get("timeUnit", "MINUTES")]
    return min(seconds, LONGEST_VALIDITY)


def step_validity(channel: str, content: Mapping[str, Any]) -> float:
    """Return the seconds a step of an OMNI message waits before the next one runs."""
    longest = LONGEST_STEP.get(channel, LONGEST_VALIDITY)
    seconds = _step_seconds(content)
    return longest if seconds is None else min(seconds, longest)


def step_problems(channel: str, name: str, content: Mapping[str, Any]) -> Iterator[Problem]:
    """Check how long a step waits."""
    seconds, shortest = _step_seconds(content), SHORTEST_STEP.get(channel, 30)
    if seconds is not None and seconds <= shortest:
        yield Problem(f"{name}.validityPeriod", f"must be longer than {shortest} seconds")


def schedule_problems(path: str, send_at: str | None, now: float) -> Iterator[Problem]:
    """Check when a message is to be sent. What happens in the past is not known: it is sent."""
    if send_at is None:
        return
    at = read_date(send_at)
    if at is None:
        yield Problem(path, "invalid value")
    elif at > now + LONGEST_AHEAD.total_seconds():
        yield Problem(path, f"must not be later than {LONGEST_AHEAD.days} days from now")


def start_of(send_at: str | None, now: float) -> float:
    """Return when sending starts."""
    at = read_date(send_at) if send_at is not None else None
    return now if at is None else max(now, at)


def turns(limit: Mapping[str, Any] | None, start: float) -> Iterator[float]:
    """Yield when each message of a bulk has its turn: so many at once, the next a period later."""
    number = 0
    while True:
        waited = 0
        if limit is not None:
            period = SPEEDS[limit.get("timeUnit", "MINUTE")]
            waited = number // limit["amount"] * period
        yield start + waited
        number += 1


def window_problems(path: str, window: Mapping[str, Any]) -> Iterator[Problem]:
    """Check the ends of a delivery time window. Whether it may pass midnight is not known."""
    if "from" in window:
        opens, closes = _minutes(window["from"]), _minutes(window["to"])
        apart = max(abs(closes - opens), (closes - opens) % MINUTES_A_DAY)
        if apart < SHORTEST_WINDOW:
            yield Problem(path, "from and to must be at least 1 hour apart")


def opening(window: Mapping[str, Any] | None, at: float) -> float:
    """Return the first time from `at` on when a delivery time window is open."""
    if window is None:
        return at
    opens, length = _opening_hours(window)
    midnight = datetime.fromtimestamp(at, tz=timezone.utc).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    # Yesterday's window may reach into today; in eight days every weekday comes again.
    for days in range(-1, 9):
        day = midnight + timedelta(days=days)
        begin = (day + timedelta(minutes=opens)).timestamp()
        if DAYS[day.weekday()] in window["days"] and at < begin + length * 60:
            return max(at, begin)
    raise AssertionError(window)


def _step_seconds(content: Mapping[str, Any]) -> float | None:
    if "validityPeriod" not in content:
        return None
    unit = content.get("validityPeriodTimeUnit", "MINUTES")
    return float(content["validityPeriod"] * SECONDS[unit])


def _opening_hours(window: Mapping[str, Any]) -> tuple[int, int]:
    """Return the minute of the day when a window opens, and for how many it stays open."""
    if "from" not in window:
        return 0, MINUTES_A_DAY
    opens, closes = _minutes(window["from"]), _minutes(window["to"])
    return opens, (closes - opens) % MINUTES_A_DAY


def _minutes(time: Mapping[str, int]) -> int:
    return time["hour"] * 60 + time["minute"]
