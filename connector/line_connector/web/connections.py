"""HTTP/1.1 as uvicorn speaks it, with a bound on how long and how many connections can be held.

uvicorn closes a connection that is idle between two requests. It would keep one for ever that sends
nothing, half a request or one byte at a time, or that does not read its response.
"""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\n"
    b"Retry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)


class Bounds(NamedTuple):
    """Limits of one connection, and of how many there can be."""

    head_seconds: float = 10
    """In which the request line and the headers must arrive, from when they are awaited."""

    body_seconds: float = 60
    """In which a request's body must arrive."""

    reading_seconds: float = 120
    """In which a client must read a response that is too large for the socket buffers."""

    connections: int = 512
    """Open at the same time."""


def bounded_protocol(bounds: Bounds) -> type[asyncio.Protocol]:
    """Return the protocol class for uvicorn's setting `http`."""

    class Protocol(_BoundedProtocol):
        _bounds = bounds
        _waiting = {}

    return Protocol


_HEADERS_LIMIT = 16 * 1024
"""Bytes of a request's headers. h11 applies its own limit only to what comes in pieces."""


class _StrictConnection(h11.Connection):
    """Refuses a request whose end a proxy before us may find elsewhere (request smuggling)."""

    def next_event(self) -> Any:
        event = super().next_event()
        if isinstance(event, h11.Request):
            names = {name for name, _ in event.headers}
            if b"transfer-encoding" in names and (
                b"content-length" in names or event.http_version < b"1.1"
            ):
                raise h11.RemoteProtocolError("Transfer-Encoding and Content-Length conflict")
            if sum(len(name) + len(value) for name, value in event.headers) > _HEADERS_LIMIT:
                raise h11.RemoteProtocolError("the headers are too large")
        return event


class _BoundedProtocol(H11Protocol):
    _bounds: Bounds
    _waiting: dict[_BoundedProtocol, None]
    """The server's connections that wait for a request's head, the longest waiting first."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.conn = _StrictConnection(h11.SERVER, _HEADERS_LIMIT)
        self._arriving: type[h11.IDLE | h11.SEND_BODY] | None = None
        self._arrival_timer: asyncio.TimerHandle | None = None
        self._reading_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > self._bounds.connections and not self._make_room():
            transport.write(_FULL)
            transport.close()
            return
        self._watch_arrival()

    def connection_lost(self, exc: Exception | None) -> None:
        self._waiting.pop(self, None)
        for timer in (self._arrival_timer, self._reading_timer):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch_arrival()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch_arrival()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch_reading()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._reading_timer is not None:
            self._reading_timer.cancel()
            self._reading_timer = None

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._watch_reading()

    def shutdown(self) -> None:
        super().shutdown()
        self._watch_reading()

    def _watch_arrival(self) -> None:
        """Limit the time for the arriving part of a request; further bytes do not extend it."""
        state = self.conn.their_state
        arriving = state if state in {h11.IDLE, h11.SEND_BODY} else None
        if arriving is self._arriving:
            return
        self._arriving = arriving
        self._waiting.pop(self, None)
        if self._arrival_timer is not None:
            self._arrival_timer.cancel()
        if arriving is not None:
            seconds = self._bounds.body_seconds
            if arriving is h11.IDLE:
                self._waiting[self] = None
                seconds = self._bounds.head_seconds
            self._arrival_timer = self.loop.call_later(seconds, self.transport.abort)

    def _watch_reading(self) -> None:
        """Limit the time in which a client reads what was written to it."""
        if self._reading_timer is None and self.transport.get_write_buffer_size():
            self._reading_timer = self.loop.call_later(
                self._bounds.reading_seconds, self.transport.abort
            )

    def _make_room(self) -> bool:
        """Close the connection that has waited longest for its request, if one waits."""
        longest = next(iter(self._waiting), None)
        if longest is None:
            return False
        del self._waiting[longest]
        longest.transport.abort()
        return True
