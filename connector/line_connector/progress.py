"""Progress of an asynchronous job, such as a narrowcast."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from line_connector.http.output import Output


@dataclass(frozen=True)
class Progress:
    """Progress of a job."""

    text: str
    """Short text: `sending, 120 of 500`."""

    ended: bool = False
    """Whether the job has ended."""

    failed: bool = False
    """Whether it ended with a failure."""

    done: int = 0
    """Units that are done."""

    total: int | None = None
    """Units in total; None if not known yet."""


@dataclass(frozen=True)
class Job:
    """The job whose progress an operation returns."""

    read: Callable[[Output[Any]], Progress]
    """Reads the progress from the operation's output."""


Watch = Callable[[Progress], None]
"""Callback invoked after each poll."""


def polling_interval(rate_limit: str) -> float:
    """Return the least seconds between two polls that keep within a rate limit (`100/h`)."""
    count, _, unit = rate_limit.partition("/")
    if unit in {"", "s"}:
        return 0
    amount = int(unit.rstrip("minh") or 1)
    return amount * (3600 if unit.endswith("h") else 60) / int(count)
