"""How far a job is that the provider goes on with after its answer, such as a narrowcast."""

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
"""Is told each time that a job was asked about."""
