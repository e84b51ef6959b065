"""One call of an action: its output is printed, or the part that a query selects."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from line_connector.call import Call
from line_connector.cli.outcome import Outcome
from line_connector.cli.printing import json_text, print_text, say_warning
from line_connector.errors import ApiError, UnknownOutcomeError
from line_connector.http.output import Output

if TYPE_CHECKING:
    from jmespath.parser import ParsedResult

    from line_connector.session import Session


class CallOutcome(Outcome[Output[Any]]):
    """The outcome of one call of an action."""

    def __init__(self) -> None:
        super().__init__()
        self._call: Call | None = None
        self._session: Session | None = None

    def send(self, call: Call, query: ParsedResult | None, into: str | None = None) -> None:
        """Make a call and print its output, also that of a refusal.

        Args:
            call: the call.
            query: selects the part of a successful output to print.
            into: file to write the body of a successful response to.

        Raises:
            ConnectorError: as `Call.send`.
            OSError: the output of an action that only reads cannot be written.
        """
        self._call = call
        self._session = call.open_session()
        try:
            output = self.of(partial(call.send, into))
        except (ApiError, UnknownOutcomeError) as error:
            if error.output is not None:
                self.print(error.output, json_text(error.output.to_dict()))
            raise
        text = _selected(output, query)
        if call.effect == "reads":
            print_text(text)
        else:
            self.print(output, text)

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


def _selected(output: Output[Any], query: ParsedResult | None) -> str:
    """Return the part of an output that a query selects, as JSON; all of it if the query fails."""
    whole = output.to_dict()
    if query is not None:
        from line_connector.queries.query import search

        try:
            return json_text(search(query, whole))
        except Exception as error:  # noqa: BLE001 - no failure of a query may hide the output
            why = " ".join(str(error).split()) or type(error).__name__
            say_warning(f"--query failed; the whole output is printed: {why}")
    return json_text(whole)
