"""Bind a socket, and serve an application on it until the process is told to stop."""

from __future__ import annotations

import contextlib
import ipaddress
import signal
import socket
from collections.abc import Callable

import anyio
import anyio.lowlevel
import uvicorn
from starlette.types import ASGIApp

from line_connector.web.connections import Bounds, bounded_protocol


def bind(host: str, port: int) -> socket.socket:
    """Bind a socket that does not listen yet; port 0 picks a free one.

    Raises:
        OSError: the host is unknown or not local, or the port is in use.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    # With the protocol left open, asyncio would not switch off Nagle's algorithm.
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except BaseException:
        listener.close()
        raise
    return listener


def is_on_loopback(listener: socket.socket) -> bool:
    """Return whether only this machine can reach a socket."""
    return ipaddress.ip_address(listener.getsockname()[0]).is_loopback


def address_of(listener: socket.socket) -> str:
    """Return the URL of a socket, without a trailing slash."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server(uvicorn.Server):
    """A web server with bounded connections; see `serve` for its arguments."""

    def __init__(
        self,
        app: ASGIApp,
        ready: Callable[[], object],
        bounds: Bounds | None = None,
        grace: int | None = None,
    ) -> None:
        self._ready = ready
        super().__init__(
            uvicorn.Config(
                app,
                loop="asyncio",
                http=bounded_protocol(bounds or Bounds()),
                ws="none",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=grace,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to accept connections, then call `ready`."""
        # Its first use imports much: now, not while a request waits.
        await anyio.lowlevel.checkpoint()
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(
    app: ASGIApp,
    listener: socket.socket,
    ready: Callable[[], object],
    bounds: Bounds | None = None,
    grace: int | None = None,
) -> None:
    """Serve until SIGTERM or Ctrl-C; return once pending requests are answered.

    Args:
        app: answers the requests.
        listener: what `bind` returned.
        ready: called once connections are accepted.
        bounds: of its connections.
        grace: seconds that pending requests get when the server stops; unlimited if None.
    """
    # uvicorn raises the signal again when it has stopped, which must not end us before cleanup.
    signal.signal(signal.SIGTERM, _ignore)
    with contextlib.suppress(KeyboardInterrupt):
        Server(app, ready, bounds, grace).run(sockets=[listener])


def _ignore(*_: object) -> None:
    pass
