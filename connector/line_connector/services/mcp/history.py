"""What this process has sent, and with which outcome, also if the client disconnected."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Literal

from line_connector.call import Call
from line_connector.errors import ApiError, ConnectorError, UnknownOutcomeError
from line_connector.http.output import Output

_CAPACITY = 200
_IDS_SHOWN = 20
_CONTENT_SHOWN = 500

_RETRY_SECONDS = 600
"""Seconds in which a call with the same content is a retry, not another message."""

Outcome = Literal["pending", "accepted", "refused", "not sent", "unknown"]


@dataclass
class Entry:
    """One call that sends."""

    action: str
    recipients: list[str] | None
    content: str
    retry_key: str | None
    at: datetime = field(default_factory=lambda: datetime.now(timezone.utc))
    started: float = field(default_factory=time.monotonic)
    outcome: Outcome = "pending"
    output: Output[Any] | None = None
    caller_told: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether its caller knows whether it was sent."""
        return self.caller_told and self.outcome not in {"pending", "unknown"}

    @property
    def is_recent(self) -> bool:
        """Whether a call with the same content is its retry."""
        return time.monotonic() - self.started <= _RETRY_SECONDS

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as the resource shows it."""
        content = self.content
        if len(content) > _CONTENT_SHOWN:
            content = content[:_CONTENT_SHOWN] + "…"
        shape: dict[str, Any] = {
            "at": self.at.isoformat(timespec="seconds"),
            "action": self.action,
            "recipients": shown_recipients(self.recipients),
            "content": content,
            "outcome": self.outcome,
            "caller_told": self.caller_told,
        }
        if self.retry_key is not None:
            shape["retry_key"] = self.retry_key
        if self.output is not None:
            shape["status_code"] = self.output.status_code
            # For an accepted retry key, the first request is the one that was accepted.
            request_id = self.output.accepted_request_id or self.output.request_id
            if request_id is not None:
                shape["request_id"] = request_id
        return shape


class History:
    """The last sends of this process. Threads may share it."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=_CAPACITY)
        self._lock = threading.Lock()

    @contextmanager
    def record(self, call: Call) -> Generator[Entry, None, None]:
        """Record a call before it is sent, and its outcome when the context ends."""
        entry = Entry(call.spec.name, call.recipients, _content(call), call.retry_key)
        with self._lock:
            self._entries.append(entry)
        try:
            yield entry
        except UnknownOutcomeError:
            entry.outcome = "unknown"
            raise
        except ApiError as error:
            entry.outcome, entry.output = "refused", error.output
            raise
        except ConnectorError:
            entry.outcome = "not sent"
            raise
        except BaseException:
            entry.outcome = "unknown"
            raise
        entry.outcome = "accepted"

    def unsettled(self, call: Call) -> Entry | None:
        """Return the last send of the same content, if its caller does not know the outcome."""
        content = _content(call)
        with self._lock:
            same = (
                entry
                for entry in reversed(self._entries)
                if entry.action == call.spec.name and entry.content == content
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
