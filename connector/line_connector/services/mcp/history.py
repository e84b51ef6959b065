"""What this process has sent, and how it ended: also where nobody waited for the end."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Literal

from line_connector.call import Call
from line_connector.errors import ApiError, ConnectorError, UnknownOutcomeError
from line_connector.http.output import Output

_KEPT = 200
_IDS_SHOWN = 20
_CONTENT_SHOWN = 500

_SOON = 600
"""Seconds in which the same content is taken for another try, not for another message."""

Outcome = Literal["under way", "accepted", "refused", "not sent", "unknown"]


@dataclass
class Entry:
    """One call that sends."""

    action: str
    recipients: list[str] | None
    content: str
    retry_key: str | None
    at: datetime = field(default_factory=lambda: datetime.now(timezone.utc))
    started: float = field(default_factory=time.monotonic)
    outcome: Outcome = "under way"
    answer: Output[Any] | None = None
    caller_told: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether its caller knows whether it was carried out."""
        return self.caller_told and self.outcome not in {"under way", "unknown"}

    @property
    def is_recent(self) -> bool:
        """Whether the same is taken for its next try: a client that got no answer calls again."""
        return time.monotonic() - self.started <= _SOON

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as a client reads it."""
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
        if self.answer is not None:
            shape["status_code"] = self.answer.status_code
            # An accepted retry key names the request that was carried out.
            request_id = self.answer.accepted_request_id or self.answer.request_id
            if request_id is not None:
                shape["request_id"] = request_id
        return shape


class History:
    """The last calls that sent, for the life of the process. Threads may share it."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=_KEPT)
        self._lock = threading.Lock()

    @contextmanager
    def record(self, call: Call) -> Generator[Entry, None, None]:
        """Keep an entry from before a call is made until it has ended, however it ends."""
        entry = Entry(call.spec.name, call.recipients, _content(call.input), call.retry_key)
        with self._lock:
            self._entries.append(entry)
        try:
            yield entry
        except UnknownOutcomeError:
            entry.outcome = "unknown"
            raise
        except ApiError as error:
            entry.outcome, entry.answer = "refused", error.output
            raise
        except ConnectorError:
            entry.outcome = "not sent"
            raise
        except BaseException:
            entry.outcome = "unknown"
            raise
        entry.outcome = "accepted"

    def unsettled(self, action: str, raw: Mapping[str, Any]) -> Entry | None:
        """Return the last call for the same, if its caller does not know how it ended."""
        content = _content(raw)
        with self._lock:
            same = (
                entry
                for entry in reversed(self._entries)
                if entry.action == action and entry.content == content
            )
            entry = next(same, None)
        return None if entry is None or entry.is_settled else entry

    def to_dict(self) -> dict[str, Any]:
        """Return what was sent, newest first."""
        with self._lock:
            entries = [*self._entries]
        return {"sent": [entry.to_dict() for entry in reversed(entries)]}


def shown_recipients(recipients: list[str] | None) -> dict[str, Any]:
    """Return who gets something, a long list shortened."""
    if recipients is None:
        return {"note": "unknown: only the provider knows whom it reaches"}
    different = [*dict.fromkeys(recipients)]
    shown: dict[str, Any] = {"count": len(different), "ids": different[:_IDS_SHOWN]}
    if len(different) > _IDS_SHOWN:
        shown["note"] = f"the first {_IDS_SHOWN} IDs of {len(different)}"
    return shown


def without_retry_key(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an input says, whatever its retry key."""
    return {key: value for key, value in raw.items() if key not in {"retryKey", "retry_key"}}


def _content(raw: Mapping[str, Any]) -> str:
    """Return an input as text that is the same for the same content."""
    return json.dumps(without_retry_key(raw), ensure_ascii=False, sort_keys=True)
