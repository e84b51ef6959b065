"""Noticing that the clock was set, or that the machine slept."""

from __future__ import annotations

import time

from line_connector.events.store import now

_STEP = 1_000
"""Milliseconds. Clocks that are only adjusted never differ by so much between two looks."""


class Clock:
    """The wall clock, which is compared with one that nobody sets.

    That one stands still while the machine sleeps.
    """

    def __init__(self) -> None:
        self._ahead = now() - _unset()

    def look(self) -> tuple[int, bool]:
        """Return the time, and whether the clock was set since the last look, forward or back."""
        at = now()
        before, self._ahead = self._ahead, at - _unset()
        return at, abs(self._ahead - before) > _STEP


def _unset() -> int:
    return time.monotonic_ns() // 1_000_000
