"""Progress of a call that takes long: a bar on a terminal, now and then a line elsewhere.

All of it is on standard error. Bars need `rich`, which comes with the extra `playbook`; without it,
lines are printed on a terminal too.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any, TypeVar, cast

from line_connector.cli.printing import say
from line_connector.cli.streams import Unfailing
from line_connector.http.transfers import watched_transfers

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

    from line_connector.progress import Progress as JobProgress

ItemT = TypeVar("ItemT")

_EVERY = 10.0
"""Seconds between two lines where there is no terminal."""

_SOON = 1.0
"""Seconds before a bar appears: most calls end sooner."""


class Gauge:
    """How far something is, of a total that may be unknown."""

    def __init__(self, text: str, bars: Any = None, unit: str = "") -> None:
        self._text = text
        self._bars = bars
        self._unit = unit
        self._started = self._last = time.monotonic()
        self._task: Any = None

    def show(self, done: int, total: int | None) -> None:
        """Show it, unless it was shown just now."""
        now = time.monotonic()
        if self._bars is not None:
            self._show_bar(done, total, now)
        elif now - self._last >= _EVERY:
            self._last = now
            of = f" of {total}" if total is not None else ""
            rate = rate_of(done, now - self._started)
            say(f"{self._text}: {done}{of}{self._unit}, {rate}")

    def _show_bar(self, done: int, total: int | None, now: float) -> None:
        if self._task is None:
            if now - self._started < _SOON:
                return
            self._bars.start()
            self._task = self._bars.add_task(self._text, total=total, rate="")
        rate = rate_of(done, now - self._started)
        self._bars.update(self._task, completed=done, total=total, rate=rate)


def rate_of(done: int, seconds: float) -> str:
    """Return how many are done in a second."""
    return f"{done / seconds:.1f}/s" if seconds > 0 else ""


@contextmanager
def gauge(text: str, *, is_bytes: bool = False) -> Generator[Gauge, None, None]:
    """Yield what shows the progress of something; it is gone from a terminal afterwards."""
    bars = _bars(is_bytes=is_bytes) if sys.stderr.isatty() else None
    try:
        yield Gauge(text, bars, " bytes" if is_bytes else "")
    finally:
        if bars is not None:
            bars.stop()


@contextmanager
def counted(items: Iterable[ItemT], text: str) -> Generator[Iterator[ItemT], None, None]:
    """Yield the items, which are counted as they are taken.

    Where standard output is a terminal the items themselves are the progress.
    """
    if sys.stdout.isatty():
        yield iter(items)
        return
    with gauge(text) as shown:

        def counting() -> Iterator[ItemT]:
            for number, item in enumerate(items, 1):
                yield item
                shown.show(number, None)

        yield counting()


@contextmanager
def transfers(text: str) -> Generator[None, None, None]:
    """Show the progress of the files that are sent and received in the block."""
    with gauge(text, is_bytes=True) as shown, watched_transfers(shown.show):
        yield


@contextmanager
def polled(text: str) -> Generator[Any, None, None]:
    """Yield the callback that shows a job's progress: a line each time, and a bar."""
    with gauge(text) as shown:

        def watch(progress: JobProgress) -> None:
            say(f"{text}: {progress.text}")
            if progress.total:
                shown.show(progress.done, progress.total)

        yield watch


def _bars(*, is_bytes: bool) -> Any:
    """Return bars with rate and time left; None where `rich` is not installed."""
    with suppress(ModuleNotFoundError):
        from rich.console import Console
        from rich.progress import Progress

        console = Console(file=cast("IO[str]", Unfailing(sys.stderr)))
        return Progress(
            *columns(is_bytes=is_bytes), console=console, transient=True, redirect_stdout=False
        )
    return None


def columns(*, is_bytes: bool = False) -> list[ProgressColumn]:
    """Return the parts of a bar: what, how much, how fast, how long it will take."""
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    return [
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        *(
            [DownloadColumn(), TransferSpeedColumn()]
            if is_bytes
            else [MofNCompleteColumn(), TextColumn("{task.fields[rate]}")]
        ),
        TimeRemainingColumn(),
    ]
