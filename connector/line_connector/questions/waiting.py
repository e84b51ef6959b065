"""Waiting for an answer: looked for again and again, also while the database fails."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator

from line_connector.events.database import StoreError
from line_connector.questions.asked import Asked

LOG = logging.getLogger(__name__)

Look = Callable[[], Asked]
"""Returns how a question stands."""

_POLLS = (0.1, 1.0)
"""Seconds between two looks: at first, and at most."""


def wait(look: Look, timeout: float | None) -> Asked:
    """Wait until a question has ended, or the timeout is over; return how it stands.

    Raises:
        StoreError: the database fails, and still does when the timeout is over.
    """
    for left, pause in _rounds(timeout):
        asked = _looked(look, left)
        if asked is not None:
            return asked
        time.sleep(pause)
    raise AssertionError  # the rounds have no end


async def wait_async(look: Look, timeout: float | None) -> Asked:
    """Wait as `wait` does, without holding the event loop.

    Raises:
        StoreError: as `wait`.
    """
    for left, pause in _rounds(timeout):
        asked = await asyncio.to_thread(_looked, look, left)
        if asked is not None:
            return asked
        await asyncio.sleep(pause)
    raise AssertionError  # the rounds have no end


def _rounds(timeout: float | None) -> Iterator[tuple[float, float]]:
    """Yield for each look the seconds that are left, and how long to pause after it."""
    until = None if timeout is None else time.monotonic() + timeout
    pause, longest = _POLLS
    while True:
        left = float("inf") if until is None else until - time.monotonic()
        yield left, min(pause, max(left, 0))
        pause = min(pause * 1.5, longest)


def _looked(look: Look, left: float) -> Asked | None:
    """Return how a question stands; None if it is to be looked for again."""
    try:
        asked = look()
    except StoreError as error:
        if left <= 0:
            raise
        LOG.warning("%s; still waiting", error)
        return None
    return asked if not asked.is_open or left <= 0 else None
