"""A provider on loopback that takes requests and never answers."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Hanging:
    """Takes connections and answers none, until it hangs up on all."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._held: list[socket.socket] = []
        self._thread = threading.Thread(target=self._hold)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    @property
    def holds(self) -> int:
        return len(self._held)

    def drop(self, number: int) -> None:
        """Hang up on one of them."""
        self._held[number].close()

    def _hold(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if connection.recv(1) == b"!":
                connection.close()
                return
            self._held.append(connection)

    def hang_up(self) -> None:
        if not self._thread.is_alive():
            return
        with socket.create_connection(self._listener.getsockname()) as last:
            last.sendall(b"!")
            self._thread.join()
        self._listener.close()
        for each in self._held:
            each.close()


@contextmanager
def hanging_provider() -> Iterator[Hanging]:
    provider = Hanging()
    try:
        yield provider
    finally:
        provider.hang_up()


def wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)
