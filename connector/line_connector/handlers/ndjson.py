"""Writes each event as one line of JSON."""

from __future__ import annotations

import json
import threading
from typing import TextIO

from line_connector.events.event import Event


class NdjsonLines:
    """Writes to a stream, such as standard output; one event a line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def handle(self, event: Event) -> None:
        """Write an event.

        Raises:
            OSError: it cannot be written.
        """
        line = json.dumps(event.to_dict(), ensure_ascii=False, separators=(",", ":"))
        with self._lock:
            self._stream.write(line + "\n")
            self._stream.flush()
