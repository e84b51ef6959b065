"""A narrowcast that ends when it was asked about, and not when a clock says so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from support.sandboxed import Line

PROGRESS = "/v2/bot/message/progress/narrowcast"


@contextmanager
def ended_after_two_questions(line: Line) -> Iterator[None]:
    """Move the sandbox's clock on once it was asked twice how far the narrowcast is."""
    line.control("settings", {"narrowcastWaiting": 3600})
    over = threading.Event()

    def advance() -> None:
        while not over.wait(0.05):
            if len(line.requests(PROGRESS)) >= 2:
                line.control("clock", {"advance": 7200})
                return

    thread = threading.Thread(target=advance)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
