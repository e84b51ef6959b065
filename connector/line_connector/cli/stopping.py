"""SIGTERM and SIGHUP raise an exception like Ctrl-C, so that a command can report its outcome."""

from __future__ import annotations

import math
import signal
import time
from collections.abc import Generator
from contextlib import contextmanager

from line_connector.errors import ConnectorError


class Stopped(KeyboardInterrupt):
    """A signal requests this process to end."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number


class StoppedBeforeSendingError(ConnectorError):
    """A signal ended the command before anything was sent."""

    def __init__(self, by: KeyboardInterrupt) -> None:
        super().__init__("interrupted; nothing was sent or changed")
        self._by = by

    @property
    def exit_status(self) -> int:  # type: ignore[override]
        """The exit status that shells use for a process ended by a signal."""
        return exit_status_of(self._by)


def exit_status_of(by: BaseException) -> int:
    """Return the exit status that shells use for a process ended by a signal or Ctrl-C."""
    return 128 + (by.number if isinstance(by, Stopped) else signal.SIGINT)


@contextmanager
def stopped_by_signals() -> Generator[None, None, None]:
    """Raise `Stopped` on a signal that requests the process to end; afterwards ignore them.

    A signal that is ignored already, as under `nohup`, stays ignored. Use it in the main thread,
    for the last work of a command: only reporting the outcome may follow.
    """
    handler = _Handler()
    for number in _signals():
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, handler)
    try:
        yield
    finally:
        handler.done = True


def ignore_late_signals() -> None:
    """Ignore what a command that has told its outcome ignored, until the process has ended.

    Python gives handlers back their defaults while it ends; a signal that comes then would replace
    the exit status.
    """
    for number in _signals():
        if isinstance(signal.getsignal(number), _Handler):
            signal.signal(number, signal.SIG_IGN)


class _Handler:
    """Raises `Stopped` until the work is done.

    A service manager, or a terminal that closes, may send several signals at once. The second must
    not interrupt the report that the first has begun.
    """

    done = False
    _last = -math.inf

    def __call__(self, number: int, _: object) -> None:
        since = time.monotonic() - self._last
        if self.done or since < _AT_ONCE:
            return
        self._last = time.monotonic()
        raise Stopped(number)


_AT_ONCE = 1.0
"""Seconds within which signals count as one."""


def _signals() -> list[signal.Signals]:
    """Return those of the signals that this platform has."""
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    return [signal.Signals[name] for name in names if name in signal.Signals.__members__]
