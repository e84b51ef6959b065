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
