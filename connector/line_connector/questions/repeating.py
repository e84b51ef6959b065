"""A function that is called again and again, in a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from line_connector.errors import ConnectorError

LOG = logging.getLogger("line_connector.web")

_GRACE = 10.0
"""Seconds that a call may take to its end where it is stopped."""


class Repeated:
    """Calls a function until it is stopped, whatever it raises.

    Args:
        name: of the thread.
        function: called first when it is started.
        pause: seconds between two calls.
    """

    def __init__(self, name: str, function: Callable[[], object], pause: float) -> None:
        self._function = function
        self._pause = pause
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Start to call it."""
        self._thread.start()

    def stop(self) -> None:
        """Call it no more."""
        self._stopping.set()

    def join(self) -> None:
        """Wait some seconds for a call in progress."""
        self._thread.join(_GRACE)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._function()
            except ConnectorError as error:
                LOG.warning("%s: %s; trying again", self._thread.name, error)
            except Exception:
                LOG.exception("%s: trying again", self._thread.name)
            self._stopping.wait(self._pause)
