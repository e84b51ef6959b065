"""Pushing reports in the background: each when it is due, by the sandbox's clock."""

import http.client

from line_connector.sandbox.in_thread import in_thread
from line_connector.sandbox.infobip.delivery.flow import advance_messages, next_moment
from line_connector.sandbox.infobip.delivery.pushes import (
    Push,
    due_push,
    next_attempt,
    record_attempt,
)
from line_connector.sandbox.outgoing import connected, post
from line_connector.sandbox.worker import Worker

TIMEOUT = 3
"""Seconds a receiver has to answer."""


class Pusher(Worker):
    """Lets messages move on in time, and pushes the reports of them."""

    async def work(self) -> bool:
        """Push the report that is due first."""
        advance_messages(self._state)
        push = due_push(self._state)
        if push is None:
            return False
        await self._attempt(push)
        return True

    def next_due(self) -> float | None:
        """Return when the next thing happens to a message or its report."""
        moments = [next_moment(self._state), next_attempt(self._state)]
        return min((moment for moment in moments if moment is not None), default=None)

    async def _attempt(self, push: Push) -> None:
        try:
            status = await in_thread(_post, push)
        except (OSError, http.client.HTTPException, ValueError) as error:
            record_attempt(self._state, push, None, f"{type(error).__name__}: {error}")
        else:
            record_attempt(self._state, push, status)


def _post(push: Push) -> int:
    headers = {"content-type": push.content_type, "user-agent": "line-connector-sandbox"}
    with connected(push.url, TIMEOUT) as connection:
        return post(connection, push.url, push.body.encode(), headers, within=TIMEOUT).status
