"""Waiting in an event loop for what another thread does."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any


class Waiting:
    """Waits for results of the thread that writes; what it finished together wakes the loop once.

    Args:
        loop: the event loop that waits.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._finished: deque[tuple[asyncio.Future[Any], Future[Any]]] = deque()
        self._is_woken = False

    async def result(self, future: Future[Any], seconds: float) -> Any:
        """Return a result.

        Raises:
            TimeoutError: it is not there in time.
            Exception: what the other thread raised.
        """
        own = self.loop.create_future()
        timer = self.loop.call_later(seconds, _expire, own)
        future.add_done_callback(partial(self._finish, own))
        try:
            return await own
        finally:
            timer.cancel()

    def _finish(self, own: asyncio.Future[Any], future: Future[Any]) -> None:
        """Note a result, in the other thread."""
        self._finished.append((own, future))
        if not self._is_woken:
            self._is_woken = True
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self.loop.call_soon_threadsafe(self._hand_out)

    def _hand_out(self) -> None:
        self._is_woken = False  # first: what is noted from here on wakes again
        while self._finished:
            own, future = self._finished.popleft()
            if own.done():
                continue
            error = future.exception()
            if error is None:
                own.set_result(future.result())
            else:
                own.set_exception(error)


def _expire(own: asyncio.Future[Any]) -> None:
    if not own.done():
        own.set_exception(TimeoutError())
