"""Bounded concurrency: some calls of each name at a time, and one of each key."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from weakref import WeakValueDictionary

import anyio
from starlette.exceptions import HTTPException


class ConcurrencyLimiter:
    """Bounds the calls in flight, so that a provider that hangs holds no more than its share.

    Args:
        calls: how many calls of each name may be in flight.
        wait_seconds: how long a request waits for its slot.
    """

    def __init__(self, calls: int, wait_seconds: float) -> None:
        self._calls = calls
        self._wait_seconds = wait_seconds
        self._slots: dict[str, asyncio.Semaphore] = {}
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def slot(self, name: str, key: str | None = None) -> AsyncGenerator[bool]:
        """Wait for a slot, and hold it for as long as the context lasts; give whether it waited.

        Two requests with one key follow each other, so that the second is answered by the result
        of the first. The second holds no slot while it waits.

        Raises:
            HTTPException: none was free in time. Nothing was sent, so 503 invites a retry.
        """
        wanted: list[asyncio.Lock | asyncio.Semaphore] = [self._slot(name)]
        if key is not None:
            wanted.insert(0, self._lock(name, key))
        waits = any(each.locked() for each in wanted)
        async with AsyncExitStack() as held:
            try:
                with anyio.fail_after(self._wait_seconds) if waits else nullcontext():
                    for each in wanted:
                        await held.enter_async_context(each)
            except TimeoutError:
                raise HTTPException(
                    503,
                    f"{name}: {self._calls} calls are in flight, or one with this key is; "
                    "nothing was sent",
                    headers={"Retry-After": str(max(1, round(self._wait_seconds)))},
                ) from None
            yield waits

    def _slot(self, name: str) -> asyncio.Semaphore:
        return self._slots.setdefault(name, asyncio.Semaphore(self._calls))

    def _lock(self, name: str, key: str) -> asyncio.Lock:
        # Exists for as long as a request waits for it or holds it.
        return self._locks.setdefault((name, key.lower()), asyncio.Lock())
