"""A period of days that statistics are asked for.

Source: https://developers.line.biz/en/reference/messaging-api/#insight
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from line_connector.schema.problems import Problem


def period_problems(first: str, last: str, most: int) -> Iterator[Problem]:
    """Yield what is wrong with a period.

    Args:
        first: its first day, as yyyyMMdd.
        last: its last day.
        most: how many days the last one may be after the first.
    """
    days = (_day(last) - _day(first)).days
    if days < 0:
        yield Problem(("to",), "must not be before from")
    elif days > most:
        yield Problem(("to",), f"must be at most {most} days after from, is {days} days after")


def _day(written: str) -> date:
    return datetime.strptime(written, "%Y%m%d").date()  # noqa: DTZ007 - a day, never an instant
