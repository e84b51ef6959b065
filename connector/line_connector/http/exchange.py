"""One request and its response on the wire: bounded in time, and known to be sent or not.

urllib3 and http.client bound each wait for bytes, so a server that sends one byte at a time holds a
call for ever; and what they raise does not tell whether the request was sent. The connections here
keep both facts for the exchange under way in the current thread, and refuse a response whose
framing is in doubt: its end cannot be known, so neither can what it says.
"""

from __future__ import annotations

import io
import re
import socket
import ssl
import threading
import time
from http.client import BadStatusLine, HTTPException, HTTPResponse
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.response import assert_header_parsing

_SENT_AT_ONCE = 64 * 1024
"""Bytes handed to the socket at a time, so that a slow receiver is noticed in between."""

_LENGTH = re.compile(r"[0-9]{1,18}")


_current = threading.local()


class Exchange:
    """One request and its response.

    Args:
        seconds: how long connecting, sending and receiving may take together.
    """

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self.used_connection = False
        """Whether a connection of ours was asked to carry it."""
        self.request_begun = False
        """Whether a byte of the request may have left."""
        self.peer = ""
        """What was connected to last: `api.line.me:443`, `the proxy 10.0.0.1:8080`."""
        self.reader: io.RawIOBase | None = None
        """What reads the response, or before it a proxy's answer."""

    def __enter__(self) -> Exchange:
        """Become the current exchange of this thread."""
        _current.exchange = self
        return self

    def __exit__(self, *_: object) -> None:
        del _current.exchange

    def seconds_left(self, at_most: float | None = None) -> float:
        """Return how long the next wait may take.

        Raises:
            TimeoutError: no time is left.
        """
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time limit of the exchange is over")
        return left if at_most is None else min(left, at_most)


def _exchange() -> Exchange:
    exchange: Exchange = _current.exchange
    return exchange


class _Reader(io.RawIOBase):
    """Reads from a socket, no longer than the exchange may take."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__()
        self._sock = sock
        self._raw: Any = sock.makefile("rb", buffering=0)
        self._longest_wait = sock.gettimeout()
        self.at_end = False
        _exchange().reader = self

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._sock.fileno()

    def readinto(self, buffer: Any) -> int:
        seconds = _exchange().seconds_left(self._longest_wait)
        if seconds != self._sock.gettimeout():  # setting one is a system call
            self._sock.settimeout(seconds)
        count: int = self._raw.readinto(buffer)
        self.at_end = count == 0
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _ReaderSource:
    """Stands for a socket where http.client asks it for a file to read from."""

    def __init__(self, reader: _Reader) -> None:
        self._reader = reader

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self._reader)


class _Response(HTTPResponse):
    """A response that is taken only if its head arrived whole and says one thing."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        self._reader = _Reader(sock)
        source: Any = _ReaderSource(self._reader)
        super().__init__(source, *args, **kwargs)

    def begin(self) -> None:
        """Read the head; skip interim responses, of which http.client knows one only.

        Raises:
            HTTPException: the head is cut off or contradicts itself.
            HeaderParsingError: a line of it is no header.
        """
        super().begin()
        self._check_head()
        while 100 <= self.status < 200 and self.status != 101:
            self.headers = None  # type: ignore[assignment]  # http.client reads it then
            super().begin()
            self._check_head()
        if self.status == 101:
            raise BadStatusLine("101: no other protocol was asked for")

    def _check_head(self) -> None:
        # An empty line ends a head. A reader at its end found none: http.client takes the end of
        # the stream for it, and half a head for a whole one.
        if self._reader.at_end:
            raise HTTPException("the head is cut off")
        assert_header_parsing(self.headers)
        lengths = {
            length.strip()
            for value in self.headers.get_all("content-length", ())
            for length in value.split(",")
        }
        if len(lengths) > 1 or not all(map(_LENGTH.fullmatch, lengths)):
            raise HTTPException("Content-Length says several things")


class _Bounded:
    """What plain and TLS connections do alike; mixed in before urllib3's class."""

    sock: Any
    timeout: Any
    auto_open: int
    response_class: Any = _Response
    _is_connecting = False
    _head: bytes | None = None

    def request(self, *args: Any, **kwargs: Any) -> None:
        """Send a request, its head together with the body's first part: one packet, not two."""
        _exchange().used_connection = True
        self._head = b""
        try:
            super().request(*args, **kwargs)  # type: ignore[misc]
            if self._head:
                self._send(self._head)
        finally:
            self._head = None

    def connect(self) -> None:
        exchange = _exchange()
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
        exchange = _exchange()
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


class _PlainConnection(_Bounded, HTTPConnection):
    pass


class _TlsConnection(_Bounded, HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        if self.cert_reqs in {ssl.CERT_NONE, "CERT_NONE"}:
            # urllib3 warns about each request on an unverified connection. Whoever switched the
            # check off is told once, by the transport; other users of urllib3 keep their warnings.
            self.is_verified = True


class _PlainPool(HTTPConnectionPool):
    ConnectionCls: Any = _PlainConnection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls: Any = _TlsConnection


POOLS: dict[str, Any] = {"http": _PlainPool, "https": _TlsPool}
"""Pools of these connections, by scheme, for a urllib3 PoolManager."""
