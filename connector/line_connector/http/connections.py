"""Connections that urllib3 opens and keeps open, and the exchanges on them.

urllib3 sees to addresses, TLS, proxies and what is kept open; the request is written and its
response read by http.client, below urllib3's own, which costs more than all else of a call.
"""

from __future__ import annotations

import errno
import ssl
import weakref
from collections import deque
from collections.abc import Callable, Mapping
from http import client
from http.client import HTTPResponse
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.connection import is_connection_dropped

from line_connector.http.body import StreamedBody
from line_connector.http.bounded_response import BoundedResponse
from line_connector.http.exchange import current_exchange

CONNECTIONS_KEPT_OPEN = 256
"""Open connections kept per host; more threads than that open one for each further call."""

_SENT_AT_ONCE = 64 * 1024
"""Bytes handed to the socket at a time, so that a slow receiver is noticed in between."""

_ANSWERED_EARLY = {errno.EPIPE, errno.ECONNRESET, errno.EPROTOTYPE}
"""How a system says that the other side reads no more of a request; it may have answered."""


class _Bounded:
    """What plain and TLS connections do alike; mixed in before urllib3's class."""

    sock: Any
    timeout: Any
    auto_open: int
    response_class: Any = BoundedResponse
    putheader: Any = client.HTTPConnection.putheader
    """urllib3's looks through each value for headers to leave out, which nobody asks for here."""
    _is_connecting = False
    _head: bytes | None = None

    def exchange(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str],
        body: bytes | StreamedBody | None,
        longest_wait: float,
    ) -> HTTPResponse:
        """Send a request; return the response, its head read.

        Args:
            method: the HTTP method.
            target: path and query.
            headers: all headers but `Host`.
            body: its bytes, or what yields them; its length stands in a header.
            longest_wait: seconds to wait for bytes of the response, each time.
        """
        this: Any = self
        try:
            self._with_head(client.HTTPConnection.request, this, method, target, body, headers)
        except OSError as error:
            # A connection that was reset before anything was sent has no answer to give.
            if error.errno not in _ANSWERED_EARLY or not current_exchange().request_begun:
                raise
        if this.sock.gettimeout() != longest_wait:
            this.sock.settimeout(longest_wait)
        return client.HTTPConnection.getresponse(this)

    def request(self, *args: Any, **kwargs: Any) -> None:
        """Send a request for urllib3's pool."""
        self._with_head(super().request, *args, **kwargs)  # type: ignore[misc]

    def _with_head(self, send: Callable[..., None], *args: Any, **kwargs: Any) -> None:
        """Send a request, its head together with the body's first part: one packet, not two."""
        current_exchange().used_connection = True
        self._head = b""
        try:
            send(*args, **kwargs)
            if self._head:
                self._send(self._head)
        finally:
            self._head = None

    def connect(self) -> None:
        exchange = current_exchange()
        exchange.used_connection = True
        this: Any = self
        exchange.peer = f"{'the proxy ' if this.proxy else ''}{this.host}:{this.port}"
        self._is_connecting = True
        try:
            self.timeout = exchange.seconds_left(self.timeout)
            super().connect()  # type: ignore[misc]
        except BaseException:
            if exchange.reader is not None:
                exchange.reader.close()  # http.client before 3.12 leaves a proxy's answer open
            raise
        finally:
            self._is_connecting = False

    def send(self, data: Any) -> None:
        if self.sock is None and self.auto_open:
            self.connect()  # also before a body is read that may be read only once
        if self._head is None or self._is_connecting:
            self._send(data)
        elif not self._head:
            self._head = data  # all of it: http.client hands it over as one
        else:
            head, self._head = self._head, None
            self._send(head + data)

    def _send(self, data: Any) -> None:
        exchange = current_exchange()
        # A CONNECT to a proxy is sent while connecting: it is no part of the request.
        longest_wait = self.timeout if self._is_connecting else None
        if not self._is_connecting:
            exchange.request_begun = True
        view: memoryview = memoryview(data)
        for start in range(0, len(view), _SENT_AT_ONCE):
            self._limit_wait(exchange.seconds_left(longest_wait))
            super().send(view[start : start + _SENT_AT_ONCE])  # type: ignore[misc]

    def _limit_wait(self, seconds: float) -> None:
        """Let the socket wait no longer; its limit may stay if it is at least half of that.

        Setting one releases the interpreter's lock, for which hundreds of threads then queue.
        """
        limit = self.sock.gettimeout()
        if limit is None or not seconds / 2 <= limit <= seconds:
            self.sock.settimeout(seconds)


class PlainConnection(_Bounded, HTTPConnection):
    """A connection."""


class TlsConnection(_Bounded, HTTPSConnection):
    """A connection with TLS."""

    def connect(self) -> None:
        """Connect."""
        super().connect()
        if self.cert_reqs in {ssl.CERT_NONE, "CERT_NONE"}:
            # urllib3 warns about each request on an unverified connection. Whoever switched the
            # check off is told once, by the transport; other users of urllib3 keep their warnings.
            self.is_verified = True


class _Pool:
    """What both pools do alike; mixed in before urllib3's class.

    Its connections are kept here, not in urllib3's queue, for whose lock hundreds of threads wait.
    """

    proxy: Any
    scheme: Any
    _new_conn: Any
    _prepare_proxy: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._idle = deque[Any]()
        weakref.finalize(self, _close_all, self._idle)

    def take(self, longest_wait: float) -> Any:
        """Return a connection that is open, or opens once it is used; to be given back.

        Args:
            longest_wait: seconds that opening it may take.
        """
        connection: Any
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._new_conn()
        else:
            if is_connection_dropped(connection):
                connection.close()
        connection.timeout = longest_wait
        if self.proxy is not None and self.scheme == "https" and connection.sock is None:
            try:
                self._prepare_proxy(connection)
            except BaseException:
                connection.close()
                raise
        return connection

    def give_back(self, connection: Any) -> None:
        """Keep a connection for the next request."""
        if connection.sock is not None and len(self._idle) < CONNECTIONS_KEPT_OPEN:
            self._idle.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Close the connections kept open."""
        super().close()  # type: ignore[misc]
        _close_all(self._idle)


def _close_all(connections: deque[Any]) -> None:
    while connections:
        connections.pop().close()


class PlainPool(_Pool, HTTPConnectionPool):
    """Connections of one origin."""

    ConnectionCls: Any = PlainConnection


class TlsPool(_Pool, HTTPSConnectionPool):
    """Connections of one origin, with TLS."""

    ConnectionCls: Any = TlsConnection


POOLS: dict[str, Any] = {"http": PlainPool, "https": TlsPool}
"""Pools of these connections, by scheme, for a urllib3 PoolManager."""
