"""One request and its response on the wire: bounded in time, and known to be sent or not.

urllib3 and http.client bound each wait for bytes, so a server that sends one byte at a time holds a
call for ever; and what they raise does not tell whether the request was sent. Our connections keep
both facts for the exchange under way in the current thread.
"""

from __future__ import annotations

import io
import threading
import time

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
        # A signal's handler, or a stream that is read or written, may send something itself.
        self._outer = getattr(_current, "exchange", None)
        _current.exchange = self
        return self

    def __exit__(self, *_: object) -> None:
        _current.exchange = self._outer

    def seconds_left(self, at_most: float | None = None) -> float:
        """Return how long the next wait may take.

        Raises:
            TimeoutError: no time is left.
        """
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time limit of the exchange is over")
        return left if at_most is None else min(left, at_most)


def current_exchange() -> Exchange:
    """Return the exchange under way in this thread."""
    exchange: Exchange = _current.exchange
    return exchange
