"""Warnings of attempts that failed: the first, then at most one a minute."""

from __future__ import annotations

import logging
import math
import threading
import time

from line_connector.errors import ConnectorError

LOG = logging.getLogger(__name__)

_BETWEEN = 60.0
"""Seconds."""


class Failures:
    """Warns of the failed attempts of one handler.

    Args:
        handler: its name.
    """

    def __init__(self, handler: str) -> None:
        self._handler = handler
        self._lock = threading.Lock()
        self._count = 0
        self._warned = -math.inf

    def add(self, event_id: str, error: BaseException, pause: float) -> None:
        """Count a failed attempt; warn of it, unless that was done less than a minute ago.

        Args:
            event_id: of the event.
            error: what the handler raised.
            pause: seconds until the next attempt.
        """
        with self._lock:
            self._count += 1
            if time.monotonic() - self._warned < _BETWEEN:
                return
            count, self._count, self._warned = self._count, 0, time.monotonic()
        LOG.warning(
            "handler %s: %s failed: %s; tried again in %d s (see: line-connector events show %s)",
            self._handler,
            "an attempt" if count == 1 else f"{count} attempts, the last of which",
            _shown(error),
            math.ceil(pause),
            event_id,
        )


def _shown(error: BaseException) -> str:
    """Return an error for the log; what others raise may have URLs with keys in its text."""
    name = type(error).__name__
    if isinstance(error, ConnectorError):
        return f"{name}: {error}".partition("\n")[0]
    if isinstance(error, OSError) and error.strerror:
        return f"{name}: {error.strerror}"
    return name
