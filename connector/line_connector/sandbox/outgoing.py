"""Requests that the sandbox itself makes: webhooks and pushed reports.

Directly: through no proxy, and following no redirection.
"""

import contextlib
import http.client
import ipaddress
from collections.abc import Generator, Mapping
from urllib.parse import urlsplit


@contextlib.contextmanager
def connected(url: str, timeout: float) -> Generator[http.client.HTTPConnection]:
    """Connect to the server of an address.

    Raises:
        OSError: it cannot be reached.
        ValueError: the address is none.
    """
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=timeout)
    with contextlib.closing(connection):
        connection.connect()
        yield connection


def post(
    connection: http.client.HTTPConnection, url: str, body: bytes, headers: Mapping[str, str]
) -> int:
    """Post a body to an address, and return the status of the answer.

    Raises:
        OSError: the connection broke, or no answer came in time.
        http.client.HTTPException: the answer is not HTTP.
    """
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request("POST", target, body, headers)
    return connection.getresponse().status


def may_be_called(url: str, *, anywhere: bool) -> bool:
    """Tell whether an address is one the sandbox calls: on this machine, if not set otherwise."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and (anywhere or _is_here(host))


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
