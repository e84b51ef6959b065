"""Reminders of alerts that still fire, told from retries of the same webhook.

Both have the same body. A retry comes within minutes, a reminder after hours: so time is divided
into intervals, and in each of them a group is sent once. An interval lasts from half of it before a
reminder is due until half of it after, as far from its ends as a retry can be.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from line_connector.errors import InputError
from line_connector.services.actions.alerts.webhook import AlertGroup

_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes"}
_INTERVAL = re.compile(r"(?:(\d{1,3})w)?(?:(\d{1,3})d)?(?:(\d{1,3})h)?(?:(\d{1,4})m)?")
_SHORTEST = timedelta(hours=1)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)")


def read_interval(text: str) -> timedelta:
    """Read an interval as Alertmanager writes one: `4h`, `1h30m`, `1d`.

    Raises:
        InputError: it is none, or shorter than an hour: a retry could be taken for a reminder.
    """
    found = _INTERVAL.fullmatch(text)
    parts = [int(part or 0) for part in found.groups()] if found else []
    interval = timedelta(**dict(zip(_UNITS.values(), parts, strict=False)))
    if interval < _SHORTEST:
        raise InputError("remind: must be repeat_interval, such as 4h: at least 1h")
    return interval


def reminder_number(group: AlertGroup, interval: timedelta | None, now: datetime) -> int:
    """Return which reminder a webhook is: 0 for the first notification, and without an interval.

    Args:
        group: the alerts.
        interval: between two reminders.
        now: the time, with its zone.
    """
    moments = [
        moment
        for each in group.alerts
        if (moment := _moment(each.ends_at if each.is_resolved else each.starts_at)) is not None
    ]
    if interval is None or not moments:
        return 0
    return max(0, round((now - max(moments)) / interval))


def _moment(text: str) -> datetime | None:
    """Return an RFC 3339 time, to the second; None for another text."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    try:
        return datetime.fromisoformat(found[1] + found[2].replace("Z", "+00:00"))
    except ValueError:
        return None
