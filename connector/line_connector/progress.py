"""Progress of an asynchronous job, such as a narrowcast."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from line_connector.http.output import Output


@dataclass(frozen=True)
class Progress:
    """How far a job is."""

    text: str
    """In a few words: `sending, 120 of 500`."""

    ended: bool = False
    """Whether nothing more will happen."""

    failed: bool = False
    """Whether it ended without doing what it was for."""

    done: int = 0
    """How much is done."""

    total: int | None = None
    """Of how much; None while nobody knows."""


@dataclass(frozen=True)
class Job:
    """What an operation is about that says how far a job is."""

    read: Callable[[Output[Any]], Progress]
    """Reads its answer."""


Watch = Callable[[Progress], None]
"""Callback invoked after each poll."""


def polling_interval(rate_limit: str) -> float:
    """Return the least seconds between two polls that keep within a rate limit (`100/h`)."""
    count, _, unit = rate_limit.partition("/")
    if unit in {"", "s"}:
        return 0
    amount = int(unit.rstrip("minh") or 1)
    return amount * (3600 if unit.endswith("h") else 60) / int(count)
