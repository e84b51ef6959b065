"""Forwards events to another server, as LINE would send them."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable

import requests
from requests.adapters import HTTPAdapter

from line_connector.errors import InputError
from line_connector.events.event import Event
from line_connector.events.subscription import RejectedError

EVENT_ID = "X-Line-Connector-Event-Id"
"""Header with the event's ID: the same at each attempt."""

SIGNATURE = "X-Line-Signature"

GONE = 410
"""The status with which a server says that it never wants an event again."""

USER_AGENT = "line-connector (forwarding webhooks)"


class Forward:
    """Posts each event to a URL, in a webhook of its own.

    It is the body that arrived, byte for byte, if that had one event; else one like it. The header
    `X-Line-Signature` is LINE's, made anew with the channel's secret, so that what verified LINE's
    webhooks verifies these.

    Args:
        url: where to.
        secret: returns the channel secret of an account; None if it has none.
        timeout: seconds to wait for the connection, and for the answer.
        connections: kept open at most.
    """

    def __init__(
        self,
        url: str,
        secret: Callable[[str], str | None],
        timeout: float = 10,
        connections: int = 10,
    ) -> None:
        if not url.startswith(("http://", "https://")):
            raise InputError("forward: must be an address that begins with https:// or http://")
        self._url = url
        self._secret = secret
        self._timeout = timeout
        self._session = requests.Session()
        adapter = HTTPAdapter(pool_connections=1, pool_maxsize=connections)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    def handle(self, event: Event) -> None:
        """Post an event.

        Raises:
            RejectedError: the answer is 410.
            DeliveryError: the answer is no success, or there is none.
        """
        body = (event.body or "").encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": USER_AGENT,
            EVENT_ID: event.event_id,
        }
        secret = self._secret(event.account) if event.provider == "line" else None
        if secret is not None:
            digest = hmac.digest(secret.encode(), body, "sha256")
            headers[SIGNATURE] = base64.b64encode(digest).decode()
        try:
            answer = self._session.post(
                self._url, body, headers=headers, timeout=self._timeout, allow_redirects=False
            )
        except requests.RequestException as error:
            # The exception's text has the URL, which may have a key in it.
            raise DeliveryError(type(error).__name__) from None
        if answer.status_code == GONE:
            raise RejectedError(f"answered {GONE}")
        if not 200 <= answer.status_code < 300:
            raise DeliveryError(f"answered {answer.status_code}")


class DeliveryError(Exception):
    """An event was not taken; it is delivered again later."""
