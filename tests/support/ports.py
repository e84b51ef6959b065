"""Ports on loopback: one to serve on, and one that nobody serves."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager


def free_port() -> int:
    """Return a port that was free a moment ago, for a program that must be told its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def unserved() -> Iterator[str]:
    """Hold a port on which nobody listens, so that nobody else takes it; yield host and port."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{held.getsockname()[1]}"
