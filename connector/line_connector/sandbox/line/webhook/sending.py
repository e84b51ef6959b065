"""Sending a webhook to an endpoint, signed, and telling how that ended in LINE's words."""

import base64
import hashlib
import hmac
import http.client
import socket
import ssl
from typing import Any, NamedTuple

from line_connector.sandbox.channel import Channel
from line_connector.sandbox.json_values import compact_json
from line_connector.sandbox.outgoing import connected, post

TIMEOUT = 2
"""Seconds an endpoint has to answer."""


class Ending(NamedTuple):
    """How it ended."""

    status: int
    """Of the endpoint's answer; 0 where there is none."""
    reason: str
    detail: str

    @property
    def is_unknown_host(self) -> bool:
        """Whether nobody knows the endpoint's host."""
        return self.detail.startswith(UNKNOWN_HOST)


UNKNOWN_HOST = "Unknown host"


def send_webhook(channel: Channel, url: str, events: list[Any]) -> Ending:
    """Send some events to a webhook; an answer that is no success is an ending too."""
    body = compact_json({"destination": channel.bot_user_id, "events": events})
    try:
        with connected(url, TIMEOUT) as connection:
            return _posted(connection, url, body, signature(channel, body))
    except socket.gaierror:
        return _unconnected(UNKNOWN_HOST, url)
    except ssl.SSLError:
        return _unconnected("TLS handshake failure", url)
    except TimeoutError:
        return _unconnected("Connection timeout", url)
    except (OSError, ValueError):
        return _unconnected("Connection failed", url)


def not_called(url: str) -> Ending:
    """Return how a webhook to another machine ends where none is to be sent there."""
    return _unconnected("Connection failed, the sandbox calls this machine only", url)


def signature(channel: Channel, body: bytes) -> str:
    """Return the header `x-line-signature` of a body."""
    digest = hmac.new(channel.secret.encode(), body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def _posted(connection: http.client.HTTPConnection, url: str, body: bytes, signed: str) -> Ending:
    headers = {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "LineBotWebhook/2.0",
        "x-line-signature": signed,
    }
    try:
        status = post(connection, url, body, headers)
    except TimeoutError:
        return Ending(0, "REQUEST_TIMEOUT", f"Request timeout: {url}")
    except (OSError, http.client.HTTPException):
        return Ending(0, "UNCLASSIFIED", f"Session closed unexpectedly: {url}")
    is_success = 200 <= status < 300
    return Ending(status, "OK" if is_success else "ERROR_STATUS_CODE", str(status))


def _unconnected(detail: str, url: str) -> Ending:
    return Ending(0, "COULD_NOT_CONNECT", f"{detail}: {url}")
