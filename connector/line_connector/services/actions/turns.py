"""Whose turn it is: some calls of each action at a time, and one of each retry key."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary

import anyio
from starlette.exceptions import HTTPException


class Turns:
    """Bounds the calls in flight, so that a provider that hangs holds no more than its share.

    Args:
        calls: how many calls of each action may be in flight.
        patience: seconds that a request waits for its turn.
    """

    def __init__(self, calls: int, patience: float) -> None:
        self._calls = calls
        self._patience = patience
        self._places: dict[str, asyncio.Semaphore] = {}
        self._keys: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, action: str, retry_key: str | None) -> AsyncGenerator[None]:
        """Wait for the turn, and hold it for as long as the context lasts.

        Two requests with one retry key follow each other, so that the second is answered by what
        became of the first. The second holds no place while it waits.

        Raises:
            HTTPException: it did not come in time. Nothing was sent, so 503 invites a repeat.
        """
        async with AsyncExitStack() as held:
            try:
                with anyio.fail_after(self._patience):
                    if retry_key is not None:
                        await held.enter_async_context(self._key(action, retry_key))
                    await held.enter_async_context(self._place(action))
            except TimeoutError:
                raise HTTPException(
                    503,
                    f"{action}: {self._calls} calls are in flight, or one with this key is; "
                    "nothing was sent",
                    headers={"Retry-After": str(max(1, round(self._patience)))},
                ) from None
            yield

    def _place(self, action: str) -> asyncio.Semaphore:
        return self._places.setdefault(action, asyncio.Semaphore(self._calls))

    def _key(self, action: str, retry_key: str) -> asyncio.Lock:
        # Kept for as long as a request waits for it or holds it.
        return self._keys.setdefault((action, retry_key.lower()), asyncio.Lock())
