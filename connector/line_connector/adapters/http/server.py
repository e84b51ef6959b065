"""Running the service until it is told to stop; what is being sent then is sent to its end."""

from __future__ import annotations

import contextlib
import ipaddress
import signal
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol


class Server(uvicorn.Server):
    """A web server that says little of itself and tells when it is ready."""

    def __init__(self, app: ASGIApp, ready: Callable[[], object]) -> None:
        self._tell_ready = ready
        super().__init__(
            uvicorn.Config(
                app,
                lifespan="off",
                loop="asyncio",
                http=H11Protocol,
                ws="none",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell."""
        await super().startup(sockets)
        self._tell_ready()


def run_app(app: ASGIApp, listener: socket.socket, ready: Callable[[], object]) -> None:
    """Serve until SIGTERM or Ctrl-C; return once every request that came before is answered."""
    # The server hands the signal on when it has ended, which must not end us before we tidy up.
    signal.signal(signal.SIGTERM, _stay)
    with contextlib.suppress(KeyboardInterrupt):
        Server(app, ready).run(sockets=[listener])


def _stay(*_: object) -> None:
    pass


def bind(host: str, port: int) -> socket.socket:
    """Take a port, on which nothing is answered before `run_app`; 0 takes a free one.

    Raises:
        OSError: the host is not known or not ours, or the port is taken.
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
    """Tell whether only this machine can reach a socket."""
    return ipaddress.ip_address(listener.getsockname()[0]).is_loopback


def address_of(listener: socket.socket) -> str:
    """Return where a socket can be reached, as an address without a slash at its end."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
