"""Writes each event as one line of JSON."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from typing import Any, TextIO

from line_connector.events.event import Event


class NdjsonLines:
    """Writes to a stream, such as standard output; one event a line.

    Args:
        stream: where to.
        shape: returns the JSON object of an event.
    """

    def __init__(
        self, stream: TextIO, shape: Callable[[Event], Mapping[str, Any]] = Event.to_dict
    ) -> None:
        self._stream = stream
        self._shape = shape
        self._lock = threading.Lock()

    def handle(self, event: Event) -> None:
        """Write an event.

        Raises:
            OSError: it cannot be written.
        """
        line = json.dumps(self._shape(event), ensure_ascii=False, separators=(",", ":"))
        with self._lock:
            self._stream.write(line + "\n")
            self._stream.flush()
