"""What this process sends, and with which outcome, also if the client disconnected."""

from __future__ import annotations

import json
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from datetime import datetime, timezone
from itertools import count
from typing import Any, Literal

from line_connector.call import Call
from line_connector.http.output import Output
from line_connector.outbox.calls import CallName, CallRecord
from line_connector.outbox.outbox import TABLE, Outbox, UnrecordedError
from line_connector.outbox.sqlite import SqliteDatabase, Tables
from line_connector.providers.line import ACCEPTED_REQUEST_ID_HEADER, REQUEST_ID_HEADER

_CAPACITY = 200
_IDS_SHOWN = 20
_CONTENT_SHOWN = 500

_RETRY_SECONDS = 600
"""Seconds in which a call with the same content is a retry, not another message."""

_TABLES = Tables(version=1, statements=(TABLE,), upgrades={}, oldest=frozenset({"calls"}))

Outcome = Literal["pending", "accepted", "refused", "not sent", "unknown"]


class Entry:
    """A call that sends. The outbox records what came of it."""

    def __init__(self, number: int, call: Call, outbox: Outbox) -> None:
        self.name = CallName("mcp", call.spec.name, number)
        self.call = call
        self.content = _content(call)
        self.at = datetime.now(timezone.utc)
        self.caller_told = False
        self._outbox = outbox
        self._sending = threading.Lock()

    def send(self, has_disconnected: Callable[[], bool]) -> Output[Any]:
        """Send the call. A retry waits until the send before it has ended.

        Args:
            has_disconnected: whether the caller no longer waits for the result.

        Raises:
            ConnectorError: as `Call.send`.
        """
        with self._sending:
            before = self.record
            in_doubt = before is not None and before.status != "failed"
            self.caller_told = False
            try:
                outcome = self._outbox.send(self.name, self.call, self.call.send, in_doubt=in_doubt)
            except UnrecordedError as error:
                outcome = error.outcome
            finally:
                self.caller_told = not has_disconnected()
        if outcome.error is not None:
            raise outcome.error
        assert outcome.output is not None  # noqa: S101 - this process made the call
        return outcome.output

    @property
    def record(self) -> CallRecord | None:
        """What the outbox knows; None before it is sent, and once the history has dropped it."""
        return self._outbox.call(self.name)

    @property
    def outcome(self) -> Outcome:
        """What came of it."""
        record = self.record
        if record is None or self._sending.locked():
            return "pending"
        if record.status == "failed":
            return "refused" if "status_code" in record.outcome else "not sent"
        return "accepted" if record.status == "done" else "unknown"

    @property
    def is_settled(self) -> bool:
        """Whether its caller knows whether it was sent."""
        return self.caller_told and self.outcome not in {"pending", "unknown"}

    @property
    def is_recent(self) -> bool:
        """Whether a call with the same content is its retry."""
        record = self.record
        return record is None or self._outbox.age(record) <= _RETRY_SECONDS

    @property
    def retryable(self) -> bool:
        """Whether it can be sent again although it may have been carried out."""
        record = self.record
        return record is not None and self.call.retryable_after(self._outbox.age(record))

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as the resource shows it."""
        content = self.content
        if len(content) > _CONTENT_SHOWN:
            content = content[:_CONTENT_SHOWN] + "…"
        shape: dict[str, Any] = {
            "at": self.at.isoformat(timespec="seconds"),
            "action": self.call.spec.name,
            "recipients": shown_recipients(self.call.recipients),
            "content": content,
            "outcome": self.outcome,
            "caller_told": self.caller_told,
        }
        if self.call.retry_key is not None:
            shape["retry_key"] = self.call.retry_key
        record = self.record
        output = record and record.outcome or {}
        if "status_code" in output:
            shape["status_code"] = output["status_code"]
            headers = output["response_headers"]
            # For an accepted retry key, the first request is the one that was accepted.
            request_id = headers.get(ACCEPTED_REQUEST_ID_HEADER, headers.get(REQUEST_ID_HEADER))
            if request_id is not None:
                shape["request_id"] = request_id
        return shape


class History:
    """The last sends of this process. Threads may share it.

    Args:
        now: the clock, in seconds since 1970.
    """

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        database = SqliteDatabase(None, "sends", _TABLES, timeout=0)
        weakref.finalize(self, database.close)  # a server has no end of its own
        self._outbox = Outbox(database, now)
        self._entries: deque[Entry] = deque()
        self._numbers = count()
        self._lock = threading.RLock()

    def entry(self, call: Call) -> Entry:
        """Return the entry with which to send a call: that of the call it retries, or a new one."""
        with self._lock:
            before = self.unsettled(call)
            if before and call.retry_key is not None and before.call.retry_key == call.retry_key:
                return before
            entry = Entry(next(self._numbers), call, self._outbox)
            self._entries.append(entry)
            if len(self._entries) > _CAPACITY:
                self._outbox.forget(self._entries.popleft().name)
            return entry

    def unsettled(self, call: Call) -> Entry | None:
        """Return the last send of the same content, if its caller does not know the outcome."""
        content = _content(call)
        with self._lock:
            same = (
                entry
                for entry in reversed(self._entries)
                if entry.call.spec is call.spec and entry.content == content
            )
            entry = next(same, None)
        return None if entry is None or entry.is_settled else entry

    def to_dict(self) -> dict[str, Any]:
        """Return the entries, newest first."""
        with self._lock:
            entries = [*self._entries]
        return {"sent": [entry.to_dict() for entry in reversed(entries)]}


def shown_recipients(recipients: list[str] | None) -> dict[str, Any]:
    """Return the recipients of a call, a long list shortened."""
    if recipients is None:
        return {"note": "unknown: only the provider knows the recipients"}
    different = [*dict.fromkeys(recipients)]
    shown: dict[str, Any] = {"count": len(different), "ids": different[:_IDS_SHOWN]}
    if len(different) > _IDS_SHOWN:
        shown["note"] = f"the first {_IDS_SHOWN} IDs of {len(different)}"
    return shown


def _content(call: Call) -> str:
    """Return the input of a call, without its retry key, as text."""
    content = {name: value for name, value in call.input.items() if name != "retryKey"}
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
