"""Pushing reports in the background: each when it is due, by the sandbox's clock."""

import asyncio
import contextlib
import http.client
from urllib.parse import urlsplit

from line_connector.sandbox.infobip.flow import advance_messages, next_moment
from line_connector.sandbox.infobip.pushes import Push, due_push, next_attempt, record_attempt
from line_connector.sandbox.state import State

PATIENCE = 3
"""Seconds a receiver has to answer."""


class Pusher:
    """A task beside the server: it lets messages move on in time and tells of them.

    Only the calls themselves are made in threads of their own; the state stays with the server's.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._awake = asyncio.Event()
        self._idle = asyncio.Event()

    async def run(self) -> None:
        """Push what is due, for ever."""
        while True:
            self._awake.clear()
            advance_messages(self._state)
            push = due_push(self._state)
            if push is not None:
                await self._attempt(push)
                continue
            self._idle.set()
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._awake.wait(), self._pause())

    def wake(self) -> None:
        """Say that something may be due."""
        self._idle.clear()
        self._awake.set()

    async def settle(self, patience: float = 2) -> None:
        """Wait until nothing is due, but not for long."""
        self.wake()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._idle.wait(), patience)

    def _pause(self) -> float | None:
        moments = [next_moment(self._state), next_attempt(self._state)]
        due = [moment for moment in moments if moment is not None]
        return max(min(due) - self._state.clock.now(), 0) if due else None

    async def _attempt(self, push: Push) -> None:
        try:
            status = await asyncio.to_thread(_post, push)
        except (OSError, http.client.HTTPException, ValueError) as error:
            record_attempt(self._state, push, None, f"{type(error).__name__}: {error}")
        else:
            record_attempt(self._state, push, status)


def _post(push: Push) -> int:
    """Call a receiver directly: no proxy, no redirection."""
    parts = urlsplit(push.url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"content-type": push.content_type, "user-agent": "line-connector-sandbox"}
    with contextlib.closing(connection):
        connection.request("POST", target, push.body.encode(), headers)
        return connection.getresponse().status
