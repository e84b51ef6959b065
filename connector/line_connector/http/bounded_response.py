"""A response that takes no longer than its exchange may, and whose framing is not in doubt.

Where it is, the response's end cannot be known, so neither can what it says.
"""

from __future__ import annotations

import io
import re
import socket
from contextlib import suppress
from http.client import BadStatusLine, HTTPException, HTTPResponse
from typing import Any

from urllib3.util.response import assert_header_parsing

from line_connector.http.exchange import current_exchange

_LENGTH = re.compile(r"[0-9]{1,18}")


class _Reader(io.RawIOBase):
    """Reads from a socket, no longer than the exchange may take."""

    _raw: Any = None

    def __init__(self, sock: socket.socket) -> None:
        super().__init__()
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._longest_wait = sock.gettimeout()
        self.at_end = False
        self.rests = False
        """Whether no byte is taken from the socket any more."""
        current_exchange().reader = self

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._sock.fileno()

    def readinto(self, buffer: Any) -> int | None:
        if self.rests:
            return None
        seconds = current_exchange().seconds_left(self._longest_wait)
        if seconds != self._sock.gettimeout():  # setting one is a system call
            self._sock.settimeout(seconds)
        count: int = self._raw.readinto(buffer)
        self.at_end = count == 0
        return count

    def close(self) -> None:
        if self._raw is not None:  # a signal may have come before it was made
            self._raw.close()
        super().close()

    def end_if_more_came(self, read_ahead: io.BufferedReader) -> None:
        """End the connection if there is more on it than this response: it would be the next one's.

        Args:
            read_ahead: what was read of it may hold more than was taken.
        """
        self.rests = True
        if read_ahead.peek(1) or _holds_decrypted(self._sock):
            with suppress(OSError):
                getattr(self._sock, "socket", self._sock).shutdown(socket.SHUT_RDWR)


def _holds_decrypted(sock: Any) -> bool:
    """Tell whether TLS has taken bytes off a socket that nobody has read: poll sees no such."""
    inner = getattr(sock, "sslobj", sock)  # TLS inside a proxy's TLS is a class of urllib3's
    return bool(getattr(inner, "pending", int)())


class _ReaderSource:
    """Stands for a socket where http.client asks it for a file to read from."""

    def __init__(self, reader: _Reader) -> None:
        self._reader = reader

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self._reader)


class BoundedResponse(HTTPResponse):
    """A response that is taken only if its head arrived whole and says one thing."""

    fp: Any = None
    _has_head = False
    """Stays false for a proxy's answer, behind which the connection goes on."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        self._reader = _Reader(sock)
        source: Any = _ReaderSource(self._reader)
        super().__init__(source, *args, **kwargs)

    @property
    def length_remaining(self) -> int | None:
        """Bytes of the body still to come, as urllib3's responses call it; None if unknown."""
        return self.length

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
        if self.chunked and self.status in {204, 304}:  # http.client waits for chunks, none come
            self.chunked, self.length, self.chunk_left = False, 0, None
            self.will_close = True
        self._has_head = True

    def _close_conn(self) -> None:
        """Leave the connection: http.client calls this at the end of the body."""
        if self._has_head and self.fp is not None:
            self._reader.end_if_more_came(self.fp)
        super()._close_conn()  # type: ignore[misc]

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
