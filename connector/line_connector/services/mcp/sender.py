"""Sends for an agent: within the operator's limits, and recorded in an outbox."""

from __future__ import annotations

import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from itertools import count
from typing import Any

from anyio import from_thread, get_cancelled_exc_class
from mcp.server.session import ServerSession

from line_connector.connector import Connector
from line_connector.manifest import ActionSpec
from line_connector.outbox.calls import CallName
from line_connector.outbox.outbox import TABLE, Outbox, UnrecordedError
from line_connector.outbox.sqlite import SqliteDatabase, Tables
from line_connector.progress import Progress
from line_connector.services.mcp.history import Entry
from line_connector.services.mcp.plans import Plans
from line_connector.services.mcp.settings import Settings

_CAPACITY = 200
"""Sends that are remembered."""

_TABLES = Tables(version=1, statements=(TABLE,), upgrades={}, oldest=frozenset({"calls"}))

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
    """Sends within the operator's limits, and remembers the last sends of this process.

    Args:
        connector: makes the calls.
        settings: the limits.
        now: the clock, in seconds since 1970.
    """

    def __init__(
        self, connector: Connector, settings: Settings, now: Callable[[], float] = time.time
    ) -> None:
        self.connector = connector
        self.settings = settings
        self.now = now
        self.plans = Plans(settings.plan_lifetime, now)
        database = SqliteDatabase(None, "sends", _TABLES, timeout=0)
        weakref.finalize(self, database.close)  # nothing tells that a server has ended
        self._outbox = Outbox(database, now)
        self._numbers = count()
        self._sent: deque[Entry] = deque()
        self._dropped: set[Entry] = set()
        """Sends of before that; a plan may still ask what came of one."""
        self._lock = threading.Lock()

    def prepare(self, spec: ActionSpec, arguments: Mapping[str, Any]) -> tuple[Entry, Entry | None]:
        """Return the checked call, and the last send of the same content.

        The latter is None if its caller knows the outcome. If the call is its retry, both are that
        send.

        Raises:
            InputError: the input is invalid, or the settings do not allow this call.
        """
        call = self.connector.call(spec.name, arguments)
        self.settings.check_recipients(call.recipients)
        entry = Entry(call, CallName("mcp", spec.name, next(self._numbers)), self._outbox)
        same = (sent for sent in self.history() if sent.name.step == spec.name)
        before = next((sent for sent in same if sent.content == entry.content), None)
        if before is None or before.is_settled:
            return entry, None
        return before if before.is_retried_by(call) else entry, before

    def send(self, entry: Entry, has_disconnected: Callable[[], bool]) -> dict[str, Any]:
        """Send a prepared call, while `entry.sending` is held.

        Args:
            entry: the call.
            has_disconnected: returns whether the caller no longer waits for the result.

        Raises:
            InputError: it may have been carried out, and it is not known that sending it again
                cannot send it twice.
            ConnectorError: as `Call.send`.
        """
        before = entry.record
        in_doubt = before is not None and before.status != "failed"
        if before is not None and in_doubt:
            entry.check_retry(before)
        self._list(entry)
        entry.caller_told = False
        try:
            outcome = self._outbox.send(entry.name, entry.call, entry.call.send, in_doubt=in_doubt)
        except UnrecordedError as error:
            outcome = error.outcome
        finally:
            entry.caller_told = not has_disconnected()
        if outcome.error is not None:
            raise outcome.error
        retry_key = entry.call.retry_key
        return outcome.value if retry_key is None else {**outcome.value, "retry_key": retry_key}

    def history(self) -> list[Entry]:
        """Return the last sends, newest first."""
        with self._lock:
            return [*reversed(self._sent)]

    def _list(self, entry: Entry) -> None:
        with self._lock:
            if entry.at is None:
                entry.at = datetime.now(timezone.utc)
                self._sent.append(entry)
            if len(self._sent) > _CAPACITY:
                self._dropped.add(self._sent.popleft())
            forgotten = self._dropped - self.plans.entries()
            self._dropped -= forgotten
        for each in forgotten:
            self._outbox.forget(each.name)
