"""HTTP/1.1 as uvicorn speaks it, with a bound on how long and how many connections can be held.

uvicorn closes a connection that is idle between two requests. It would keep one for ever that sends
nothing, half a request or one byte at a time, or that does not read its response.
"""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple

_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\n"
    b"Retry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)

HEADERS_LIMIT = 16 * 1024
"""Bytes of a request's headers."""

HEADERS_TOO_LARGE = "the headers are too large"

Part = Literal["head", "body"]
"""Part of a request that is arriving."""


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
    """Return the protocol class for uvicorn's setting `http`: on httptools if it is installed."""
    try:
        module = import_module("line_connector.web.httptools_protocol")
    except ImportError:
        module = import_module("line_connector.web.h11_protocol")
    return type("Protocol", (module.Protocol,), {"bounds": bounds, "waiting": {}})


def head_problem(headers: list[tuple[bytes, bytes]], version: bytes) -> str | None:
    """Return what is wrong with a request's headers, if anything is.

    A proxy before us may find the end of an ambiguous request elsewhere (request smuggling).
    """
    coding = [value.strip().lower() for name, value in headers if name == b"transfer-encoding"]
    if coding and any(name == b"content-length" for name, _ in headers):
        return "Transfer-Encoding and Content-Length conflict"
    if coding and (coding != [b"chunked"] or version < b"1.1"):
        return "Transfer-Encoding must be chunked, in HTTP/1.1"
    if sum(len(name) + len(value) for name, value in headers) > HEADERS_LIMIT:
        return HEADERS_TOO_LARGE
    return None


if TYPE_CHECKING:

    class _UvicornProtocol(asyncio.Protocol):
        """What uvicorn's protocols have in common."""

        transport: asyncio.Transport
        loop: asyncio.AbstractEventLoop
        connections: Any

        def __init__(self, *arguments: object, **named: object) -> None: ...
        def on_response_complete(self) -> None: ...
        def timeout_keep_alive_handler(self) -> None: ...
        def shutdown(self) -> None: ...
else:
    _UvicornProtocol = object


class BoundedProtocol(_UvicornProtocol):
    """What bounds the connections, whichever protocol of uvicorn's it is mixed into."""

    bounds: ClassVar[Bounds]
    waiting: ClassVar[dict[BoundedProtocol, None]]
    """The server's connections that wait for a request's head, the longest waiting first."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._arriving: Part | None = None
        self._arrival_timer: asyncio.TimerHandle | None = None
        self._reading_timer: asyncio.TimerHandle | None = None

    def arriving_part(self) -> Part | None:
        """Return the part of a request that is arriving; None while one is processed."""
        raise NotImplementedError

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Bound a new connection; one too many takes the place of one that waits."""
        super().connection_made(transport)
        if len(self.connections) > self.bounds.connections and not self._make_room():
            transport.write(_FULL)
            transport.close()
            return
        self.watch_arrival()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timers."""
        self.waiting.pop(self, None)
        for timer in (self._arrival_timer, self._reading_timer):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what arrives, and see what is still to arrive."""
        super().data_received(data)
        self.watch_arrival()

    def on_response_complete(self) -> None:
        """Await the next request."""
        super().on_response_complete()
        self.watch_arrival()

    def pause_writing(self) -> None:
        """Limit the time in which the client reads."""
        super().pause_writing()
        self._watch_reading()

    def resume_writing(self) -> None:
        """Go on writing: the client has read."""
        super().resume_writing()
        if self._reading_timer is not None:
            self._reading_timer.cancel()
            self._reading_timer = None

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection that is idle."""
        super().timeout_keep_alive_handler()
        self._watch_reading()

    def shutdown(self) -> None:
        """Close once the request is answered."""
        super().shutdown()
        self._watch_reading()

    def watch_arrival(self) -> None:
        """Limit the time for the arriving part of a request; further bytes do not extend it."""
        arriving = self.arriving_part()
        if arriving is self._arriving:
            return
        self._arriving = arriving
        self.waiting.pop(self, None)
        if self._arrival_timer is not None:
            self._arrival_timer.cancel()
        if arriving is not None:
            seconds = self.bounds.body_seconds
            if arriving == "head":
                self.waiting[self] = None
                seconds = self.bounds.head_seconds
            self._arrival_timer = self.loop.call_later(seconds, self.transport.abort)

    def _watch_reading(self) -> None:
        """Limit the time in which a client reads what was written to it."""
        if self._reading_timer is None and self.transport.get_write_buffer_size():
            self._reading_timer = self.loop.call_later(
                self.bounds.reading_seconds, self.transport.abort
            )

    def _make_room(self) -> bool:
        """Close the connection that has waited longest for its request, if one waits."""
        longest = next(iter(self.waiting), None)
        if longest is None:
            return False
        del self.waiting[longest]
        longest.transport.abort()
        return True
