"""SIGTERM and SIGHUP raise an exception as Ctrl-C does, so that a command can say how it ends."""

from __future__ import annotations

import signal
from collections.abc import Generator
from contextlib import contextmanager

from line_connector.errors import ConnectorError

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class Stopped(KeyboardInterrupt):
    """A signal asks this process to end."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number


class StoppedBeforeSendingError(ConnectorError):
    """A signal ended the command before anything was sent."""

    def __init__(self, by: KeyboardInterrupt) -> None:
        super().__init__("interrupted; nothing was sent")
        self._by = by

    @property
    def exit_status(self) -> int:  # type: ignore[override]
        """As a shell has it for a process that a signal ended."""
        return exit_status_of(self._by)


def exit_status_of(by: BaseException) -> int:
    """Return what a shell has for a process that a signal, or Ctrl-C, ended."""
    return 128 + (by.number if isinstance(by, Stopped) else signal.SIGINT)


@contextmanager
def stopped_by_signals() -> Generator[None, None, None]:
    """Raise `Stopped` at a signal that asks this process to end; afterwards ignore such signals.

    A signal that is ignored already, as `nohup` has it, stays ignored. This is for the main thread,
    and for the last work of a command: all that is left after it is to say how it ended.
    """
    taken = [number for number in _signals() if signal.getsignal(number) in _ENDING]
    try:
        for number in taken:
            signal.signal(number, _stop)
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_IGN)


_ENDING = (signal.SIG_DFL, signal.default_int_handler)


def _signals() -> list[signal.Signals]:
    """Return those of the signals that this platform has."""
    return [signal.Signals[name] for name in _NAMES if name in signal.Signals.__members__]


def _stop(number: int, _: object) -> None:
    raise Stopped(number)
