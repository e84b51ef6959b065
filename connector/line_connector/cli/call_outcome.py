"""One call of an action: its output is printed, or the part that a query selects."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from line_connector.call import Call
from line_connector.cli.outcome import Outcome
from line_connector.cli.printing import json_text, print_raw, print_text, say, say_warning
from line_connector.cli.progress import counted, polled, transfers
from line_connector.errors import (
    ApiError,
    JobFailedError,
    JobUnfinishedError,
    UnknownOutcomeError,
)
from line_connector.http.output import Output

if TYPE_CHECKING:
    from line_connector.cli.call_report import CallReport
    from line_connector.cli.selecting import Selection
    from line_connector.session import Session


class Polling(NamedTuple):
    """How to wait for a job."""

    every: float
    """Seconds between two polls."""

    timeout: float
    """Seconds after which to stop."""


class CallOutcome(Outcome[Output[Any]]):
    """The outcome of one call of an action."""

    def __init__(self) -> None:
        super().__init__()
        self._call: Call | None = None
        self._session: Session | None = None

    def send(
        self,
        call: Call,
        selection: Selection,
        into: str | BinaryIO | None,
        polling: Polling | None,
        report: CallReport,
    ) -> Output[Any]:
        """Make a call, print its output, also that of a refusal, and return it.

        Args:
            call: the call.
            selection: the part of a successful output to print.
            into: file to write the body of a successful response to, or `-` for standard output;
                then the output goes to standard error.
            polling: how to wait for the end of the job that the call asks about; absent, the
                call is made once.
            report: says how it went.

        Raises:
            ConnectorError: as `Call.send`.
            OSError: the output of an action that only reads cannot be written.
        """
        self._call = call
        self._session = call.open_session()
        to_stdout = into is None or isinstance(into, str)
        show = print_text if to_stdout else say
        report.begin()
        try:
            output = self.of(partial(_send, call, into, polling))
        except (ApiError, UnknownOutcomeError) as error:
            if error.output is not None:
                self.print(error.output, json_text(error.output.to_dict()), show)
            raise
        except (JobFailedError, JobUnfinishedError) as error:
            show(json_text(error.output.to_dict()))
            raise
        finally:
            report.end(self._session, self._result or self._error)
        text = selection.text_of(output.to_dict())
        if to_stdout and selection.raw:
            show = print_raw
        if call.effect == "reads":
            show(text)
        else:
            self.print(output, text, show)
        return output

    def print_items(
        self, call: Call, selection: Selection, max_items: int | None, report: CallReport
    ) -> None:
        """Print the items of a long list as they come, each on a line.

        Raises:
            ConnectorError: as `Call.items`.
            OSError: they cannot be written.
        """
        show = print_raw if selection.raw else print_text
        report.begin()
        with counted(call.items(), f"{call.spec.name}: items") as items:
            for item in islice(items, max_items):
                show(selection.line_of(item))
            if max_items is not None and next(items, None) is not None:
                say_warning(f"there are more than {max_items}: raise --max-items")

    def may_be_carried_out(self) -> bool:
        """Return whether the request changes something and may have been sent."""
        if self._call is None or self._call.effect == "reads":
            return False
        return self._session is not None and self._session.tries > 0

    def unknown(self, why: str) -> UnknownOutcomeError:
        """Return the error, with the retry key if there is one."""
        if self._key:
            advice = f"; run it again with --set retryKey={self._key} to be sure"
        else:
            advice = "; this operation takes no retry key: check before you send it again"
        return UnknownOutcomeError(f"{why}: the outcome is unknown{advice}", self._key)

    def facts(self, result: Output[Any]) -> tuple[str, Any]:
        """Return status, request ID and retry key, and the whole output."""
        facts = [f"{result.status_code} {result.reason}".rstrip()]
        facts += [f"request {result.request_id}"] if result.request_id else []
        facts += [f"retryKey {self._key}"] if self._key else []
        return ", ".join(facts), result.to_dict()

    @property
    def _key(self) -> str | None:
        return self._call.retry_key if self._call else None


def _send(call: Call, into: str | BinaryIO | None, polling: Polling | None) -> Output[Any]:
    if polling is None:
        with transfers(call.spec.name):
            return call.send(into)
    with polled(call.spec.name) as watch:
        return call.wait(every=polling.every, up_to=polling.timeout, watch=watch, into=into)
