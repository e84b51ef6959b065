"""Progress of a body that is streamed: who is told how many of its bytes were moved."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar

Watch = Callable[[int, int | None], object]
"""Called with the bytes that were moved, and with those there are; None where nobody says how many.
After a lost connection the count starts anew."""

_watch: ContextVar[Watch | None] = ContextVar("transfers", default=None)


@contextmanager
def watched_transfers(watch: Watch) -> Generator[None, None, None]:
    """Have `watch` called for the bodies that this thread streams in the block."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)


def report_transfer(moved: int, size: int | None) -> None:
    """Tell who watches, if anybody does, how far a body is."""
    watch = _watch.get()
    if watch is not None:
        watch(moved, size)
