"""What became of a send, told on every way that a command can end.

Once something may have been sent, no signal, no output that cannot be written and no fault of our
own may hide what became of it: the exit status is the outcome's, and the retry key is told.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

import click

from line_connector.cli.printing import internal_error, print_text, reason_of, say, say_warning
from line_connector.cli.stopping import StoppedBeforeSendingError, stopped_by_signals
from line_connector.errors import ConnectorError, UnknownOutcomeError

ResultT = TypeVar("ResultT")


class Outcome(ABC, Generic[ResultT]):
    """What is known of the outcome of what a command sends."""

    def __init__(self) -> None:
        self._result: ResultT | None = None
        self._error: ConnectorError | None = None
        self._printed = False

    @abstractmethod
    def may_be_carried_out(self) -> bool:
        """Tell whether something may have been carried out already."""

    @abstractmethod
    def unknown(self, why: str) -> UnknownOutcomeError:
        """Return the error that says that the outcome is unknown, why, and what to do."""

    @abstractmethod
    def facts(self, result: ResultT) -> tuple[str, Any]:
        """Return what a person has to know of a result, and all of it as a JSON value."""

    @contextmanager
    def guarded(self) -> Generator[None, None, None]:
        """End what is done within as its outcome says, whatever ends it.

        Raises:
            StoppedBeforeSendingError: a signal came, and nothing was sent.
            UnknownOutcomeError: a signal or an internal error came while it was being sent.
        """
        try:
            with stopped_by_signals():
                yield
        except (ConnectorError, click.ClickException):
            raise
        except KeyboardInterrupt as stop:
            if not self.may_be_carried_out():
                raise StoppedBeforeSendingError(stop) from None
            self._settle("interrupted")
        except Exception as error:
            if not self.may_be_carried_out():
                raise
            self._settle(internal_error(error))

    def of(self, send: Callable[[], ResultT]) -> ResultT:
        """Send, and take note of how that ends."""
        try:
            self._result = send()
        except ConnectorError as error:
            self._error = error
            raise
        return self._result

    def print(self, result: ResultT, text: str, show: Callable[[str], None] = print_text) -> None:
        """Print a result; where that fails, say it on standard error: it cannot be had again."""
        try:
            show(text)
        except OSError as error:
            self._say(result, reason_of(error))
        except KeyboardInterrupt:
            self._say(result, "interrupted")
        self._printed = True

    def _say(self, result: ResultT, why: str) -> None:
        facts, value = self.facts(result)
        say_warning(f"the output could not be written ({why}): {facts}")
        say(json.dumps(value))

    def _settle(self, why: str) -> None:
        """End as the outcome says, although something else came between.

        Raises:
            ConnectorError: it was refused, or its outcome is unknown.
        """
        if self._error is not None:
            raise self._error from None
        if self._result is None:
            raise self.unknown(why) from None
        if not self._printed:
            self._say(self._result, why)
