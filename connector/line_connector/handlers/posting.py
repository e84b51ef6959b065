"""Posting to a server that takes events."""

from __future__ import annotations

from collections.abc import Mapping

from line_connector.errors import ConnectorError, InputError
from line_connector.events.event import Event
from line_connector.events.subscription import RejectedError
from line_connector.webhooks.posting import PostAnswer, PostError, PostSession

EVENT_ID = "X-Line-Connector-Event-Id"
"""Header with the event's ID: the same at each attempt."""

JSON = "application/json; charset=utf-8"

_USER_AGENT = "line-connector (forwarding webhooks)"

_GONE = 410
"""The status with which a server says that it never wants an event again."""


class DeliveryError(ConnectorError):
    """An event was not taken; it is delivered again later."""

    @property
    def retryable(self) -> bool:
        """Whoever did not take it may take it later."""
        return True


class Poster:
    """Posts to one URL, over connections that are kept open.

    Args:
        url: where to.
        name: of the setting that has the URL, for errors.
        timeout: seconds until the answer must be there.
        connections: kept open at most.

    Raises:
        InputError: the URL is none.
    """

    def __init__(self, url: str, name: str, timeout: float = 10, connections: int = 10) -> None:
        if not url.startswith(("http://", "https://")):
            raise InputError(f"{name}: must be an address that begins with https:// or http://")
        self._url = url
        self._session = PostSession(timeout, connections)

    def post(self, event: Event, body: bytes, headers: Mapping[str, str]) -> PostAnswer:
        """Post a body that is made of an event; return the answer, whatever it says.

        Raises:
            DeliveryError: there is none.
        """
        sent = {"User-Agent": _USER_AGENT, EVENT_ID: event.event_id, **headers}
        try:
            return self._session.post(self._url, body, sent)
        except PostError as error:
            raise DeliveryError(str(error)) from None


def check_success(answer: PostAnswer) -> None:
    """Take 2xx for success.

    Raises:
        RejectedError: the answer is 410.
        DeliveryError: it is no success.
    """
    if answer.status == _GONE:
        raise RejectedError(f"answered {_GONE}")
    if not 200 <= answer.status < 300:
        raise DeliveryError(f"answered {answer.status}")
