"""What a provider does without being asked, such as calling webhooks: when it is due, by the clock.

Only the calls themselves are made in threads of their own; the state stays with the server's.
"""

import asyncio
import contextlib
from abc import ABC, abstractmethod

from line_connector.sandbox.state import State


class Worker(ABC):
    """A task beside the server."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._awake = asyncio.Event()
        self._idle = asyncio.Event()

    @abstractmethod
    async def work(self) -> bool:
        """Do the first thing that is due; tell whether there was one."""

    @abstractmethod
    def next_due(self) -> float | None:
        """Return when there is something to do next; none: not before it is woken."""

    async def run(self) -> None:
        """Do what is due, forever."""
        while True:
            self._awake.clear()
            if await self.work():
                self._state.changes.notify()
                continue
            self._idle.set()
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._awake.wait(), self._pause())

    def wake(self) -> None:
        """Say that something may be due."""
        self._idle.clear()
        self._awake.set()

    async def settle(self, timeout: float = 2) -> None:
        """Wait until nothing is due, but not for long."""
        self.wake()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._idle.wait(), timeout)

    def _pause(self) -> float | None:
        due = self.next_due()
        return None if due is None else max(due - self._state.clock.now(), 0)
