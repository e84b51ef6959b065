"""Requests that the sandbox itself makes: webhooks and pushed reports.

Directly: through no proxy, and following no redirection.
"""

import contextlib
import http.client
import ipaddress
import socket
import threading
from collections.abc import Generator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

MOST_READ = 16 * 1024
"""Bytes of an answer that are read."""


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


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    beginning: bytes
    """Of the body: at most `MOST_READ` bytes."""


def post(
    connection: http.client.HTTPConnection,
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    within: float,
) -> Answer:
    """Post a body to an address, and return the answer.

    Args:
        connection: to the server.
        url: the address.
        body: to post.
        headers: of the request.
        within: seconds the answer may take, however slowly its bytes come.

    Raises:
        OSError: the connection broke; a `TimeoutError`: no answer came in time.
        http.client.HTTPException: the answer is not HTTP.
    """
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with _ended_after(connection, within):
        connection.request("POST", target, body, headers)
        response = connection.getresponse()
        return Answer(response.status, response.read(MOST_READ))


@contextlib.contextmanager
def _ended_after(connection: http.client.HTTPConnection, seconds: float) -> Generator[None]:
    """Cut a connection after some time; the timeout of its socket begins anew with each byte."""
    late = threading.Event()
    sock = connection.sock

    def cut() -> None:
        late.set()
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
        if late.is_set():
            raise TimeoutError
    except (OSError, http.client.HTTPException):
        if late.is_set():
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()


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
