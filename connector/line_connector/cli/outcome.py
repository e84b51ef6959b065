"""The outcome of a send, reported however the command ends.

Once something may have been sent, no signal, no output that cannot be written and no internal error
may hide the outcome: it decides the exit status, and the retry key is printed.
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
    """The outcome of what a command sends, as far as it is known."""

    def __init__(self) -> None:
        self._result: ResultT | None = None
        self._error: ConnectorError | None = None
        self._printed = False

    @abstractmethod
    def may_be_carried_out(self) -> bool:
        """Return whether something may have been carried out already."""

    @abstractmethod
    def unknown(self, why: str) -> UnknownOutcomeError:
        """Return the error for an unknown outcome: why it is unknown, and what to do."""

    @abstractmethod
    def facts(self, result: ResultT) -> tuple[str, Any]:
        """Return the facts of a result that a person needs, and all of it as a JSON value."""

    @contextmanager
    def guarded(self) -> Generator[None, None, None]:
        """End the block with its outcome, also after a signal or an internal error.

        Raises:
            StoppedBeforeSendingError: a signal came before anything was sent.
            UnknownOutcomeError: a signal or an internal error came while something was sent.
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
        """Send, and record the result or the error."""
        try:
            self._result = send()
        except ConnectorError as error:
            self._error = error
            raise
        return self._result

    def print(self, result: ResultT, text: str, show: Callable[[str], None] = print_text) -> None:
        """Print a result; if that fails, print it on standard error: it cannot be fetched again."""
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
        """End with the outcome that is known.

        Raises:
            ConnectorError: it was refused, or its outcome is unknown.
        """
        if self._error is not None:
            raise self._error from None
        if self._result is None:
            raise self.unknown(why) from None
        if not self._printed:
            self._say(self._result, why)
