"""Sends for an agent: within the operator's limits, and recorded in the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from anyio import from_thread, get_cancelled_exc_class
from mcp.server.session import ServerSession

from line_connector.call import Call
from line_connector.connector import Connector
from line_connector.manifest import ActionSpec
from line_connector.progress import Progress
from line_connector.services.mcp.history import Entry, History
from line_connector.services.mcp.settings import Settings

_SMALLEST_STEP = 0.001


class Caller:
    """The client that waits for a tool's result. Create it where the client is served.

    Its methods are for the worker thread that runs the tool.
    """

    def __init__(self, session: ServerSession) -> None:
        self._session = session
        self._cancelled = get_cancelled_exc_class()
        self._reported = -_SMALLEST_STEP

    def report(self, progress: Progress) -> None:
        """Report the progress of a job; end the thread's work if the client has disconnected."""
        from_thread.check_cancelled()
        # The protocol requires every report to be higher than the one before.
        self._reported = max(progress.done, self._reported + _SMALLEST_STEP)
        from_thread.run(
            self._session.report_progress, self._reported, progress.total, progress.text
        )

    def has_disconnected(self) -> bool:
        """Return whether the client no longer waits for the result."""
        try:
            from_thread.check_cancelled()
        except self._cancelled:
            return True
        return False


class Sender:
    """Every tool that sends uses this."""

    def __init__(self, connector: Connector, settings: Settings, history: History) -> None:
        self.connector = connector
        self.settings = settings
        self.history = history

    def prepare(self, spec: ActionSpec, arguments: Mapping[str, Any]) -> Call:
        """Return the checked call.

        A call with the same content as a recent one, whose caller does not know the outcome, is
        its retry: it gets its retry key.

        Raises:
            InputError: the input is invalid, or the settings do not allow this call.
        """
        call = self.connector.call(spec.name, arguments)
        self.settings.check_recipients(call.recipients)
        before = self.history.unsettled(call)
        if before and before.is_recent and before.call.retry_key and not call.has_own_key:
            return call.with_retry_key(before.call.retry_key)
        return call

    def send(self, entry: Entry, caller: Caller) -> dict[str, Any]:
        """Send the call of an entry in the history.

        Raises:
            ConnectorError: as `Call.send`.
        """
        shape = entry.send(caller.has_disconnected).to_dict()
        retry_key = entry.call.retry_key
        return shape if retry_key is None else {**shape, "retry_key": retry_key}
