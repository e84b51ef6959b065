"""Telling those who wait for it that something has changed."""

import asyncio
import contextlib
from collections.abc import Generator


class Changes:
    """Wakes whoever is watching; while nobody is, a change costs nothing."""

    def __init__(self) -> None:
        self._watching: set[asyncio.Event] = set()

    def notify(self) -> None:
        """Say that something has changed."""
        for changed in self._watching:
            changed.set()

    @contextlib.contextmanager
    def watching(self) -> Generator[asyncio.Event]:
        """Watch for a while: the event is set by each change, and cleared by who watches."""
        changed = asyncio.Event()
        self._watching.add(changed)
        try:
            yield changed
        finally:
            self._watching.discard(changed)
