"""Sending a webhook to an endpoint, signed, and telling how that ended in LINE's words."""

import base64
import hashlib
import hmac
import http.client
import socket
import ssl
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

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
    answer: str = ""
    """The beginning of what the endpoint answered, which LINE ignores."""
    seconds: float = 0.0
    """How long it took."""

    @property
    def is_unknown_host(self) -> bool:
        """Whether nobody knows the endpoint's host."""
        return self.detail.startswith(UNKNOWN_HOST)


UNKNOWN_HOST = "Unknown host"


def envelope(events: Sequence[Any], destination: str) -> bytes:
    """Return the body of a webhook with some events, for the bot with a user ID."""
    return compact_json({"destination": destination, "events": events})


def send_webhook(url: str, body: bytes, signed: str) -> Ending:
    """Send a webhook; an answer that is no success is an ending too.

    Args:
        url: of the endpoint.
        body: made by `envelope`.
        signed: its signature, made by `signature`.
    """
    started = time.monotonic()
    ending = _ended(url, body, signed)
    return ending._replace(seconds=time.monotonic() - started)


def not_called(url: str) -> Ending:
    """Return how a webhook to another machine ends where none is to be sent there."""
    return _unconnected("Connection failed, the sandbox calls this machine only", url)


def signature(body: bytes, secret: str) -> str:
    """Return the header `x-line-signature` of a body, made with a channel's secret."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def _ended(url: str, body: bytes, signed: str) -> Ending:
    try:
        with connected(url, TIMEOUT) as connection:
            return _posted(connection, url, body, signed)
    except socket.gaierror:
        return _unconnected(UNKNOWN_HOST, url)
    except ssl.SSLError:
        return _unconnected("TLS handshake failure", url)
    except TimeoutError:
        return _unconnected("Connection timeout", url)
    except (OSError, ValueError):
        return _unconnected("Connection failed", url)


def _posted(connection: http.client.HTTPConnection, url: str, body: bytes, signed: str) -> Ending:
    headers = {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "LineBotWebhook/2.0",
        "x-line-signature": signed,
    }
    try:
        status, answer = post(connection, url, body, headers, within=TIMEOUT)
    except TimeoutError:
        return Ending(0, "REQUEST_TIMEOUT", f"Request timeout: {url}")
    except (OSError, http.client.HTTPException):
        return Ending(0, "UNCLASSIFIED", f"Session closed unexpectedly: {url}")
    reason = "OK" if 200 <= status < 300 else "ERROR_STATUS_CODE"
    return Ending(status, reason, str(status), answer.decode(errors="replace"))


def _unconnected(detail: str, url: str) -> Ending:
    return Ending(0, "COULD_NOT_CONNECT", f"{detail}: {url}")
