"""Posting to a server that takes events."""

from __future__ import annotations

from collections.abc import Mapping

import requests
from requests.adapters import HTTPAdapter

from line_connector.errors import ConnectorError, InputError
from line_connector.events.event import Event
from line_connector.events.subscription import RejectedError

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
        timeout: seconds to wait for the connection, and for the answer.
        connections: kept open at most.

    Raises:
        InputError: the URL is none.
    """

    def __init__(self, url: str, name: str, timeout: float = 10, connections: int = 10) -> None:
        if not url.startswith(("http://", "https://")):
            raise InputError(f"{name}: must be an address that begins with https:// or http://")
        self._url = url
        self._timeout = timeout
        self._session = requests.Session()
        adapter = HTTPAdapter(pool_connections=1, pool_maxsize=connections)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    def post(self, event: Event, body: bytes, headers: Mapping[str, str]) -> requests.Response:
        """Post a body that is made of an event; return the answer, whatever it says.

        Raises:
            DeliveryError: there is none.
        """
        sent = {"User-Agent": _USER_AGENT, EVENT_ID: event.event_id, **headers}
        try:
            return self._session.post(
                self._url, body, headers=sent, timeout=self._timeout, allow_redirects=False
            )
        except requests.RequestException as error:
            # The exception's text has the URL, which may have a key in it.
            raise DeliveryError(type(error).__name__) from None


def check_success(answer: requests.Response) -> None:
    """Take 2xx for success.

    Raises:
        RejectedError: the answer is 410.
        DeliveryError: it is no success.
    """
    if answer.status_code == _GONE:
        raise RejectedError(f"answered {_GONE}")
    if not 200 <= answer.status_code < 300:
        raise DeliveryError(f"answered {answer.status_code}")
