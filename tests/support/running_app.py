"""A web application on a free port of loopback, over real HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp

from line_connector.web.connections import Bounds
from line_connector.web.server import Server, address_of, bind


@contextmanager
def running(app: ASGIApp, bounds: Bounds | None = None) -> Iterator[str]:
    """Serve an application from a thread; give its address."""
    with bind("127.0.0.1", 0) as listener:
        ready = threading.Event()
        server = Server(app, ready.set, bounds)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        ready.wait()
        try:
            yield address_of(listener)
        finally:
            server.should_exit = True
            thread.join()
