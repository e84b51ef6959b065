"""Running the service until it is told to stop; what is being sent then is sent to its end."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from line_connector.web.connections import Bounds, bounded_protocol


class Server(uvicorn.Server):
    """A web server that says little of itself and tells when it is ready."""

    def __init__(
        self, app: ASGIApp, ready: Callable[[], object], bounds: Bounds | None = None
    ) -> None:
        self._tell_ready = ready
        super().__init__(
            uvicorn.Config(
                app,
                lifespan="off",
                loop="asyncio",
                http=bounded_protocol(bounds or Bounds()),
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


def run_app(
    app: ASGIApp,
    listener: socket.socket,
    ready: Callable[[], object],
    bounds: Bounds | None = None,
) -> None:
    """Serve until SIGTERM or Ctrl-C; return once every request that came before is answered."""
    # The server hands the signal on when it has ended, which must not end us before we tidy up.
    signal.signal(signal.SIGTERM, _stay)
    with contextlib.suppress(KeyboardInterrupt):
        Server(app, ready, bounds).run(sockets=[listener])


def _stay(*_: object) -> None:
    pass
