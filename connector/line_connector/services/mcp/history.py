"""Calls that send, and what came of each, also if its client disconnected."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from line_connector.call import Call
from line_connector.errors import InputError
from line_connector.outbox.calls import CallName, CallRecord
from line_connector.outbox.outbox import Outbox
from line_connector.providers.line import ACCEPTED_REQUEST_ID_HEADER, REQUEST_ID_HEADER

_IDS_SHOWN = 20
_CONTENT_SHOWN = 500

_RETRY_SECONDS = 600
"""Seconds in which a call with the same content is a retry, not another message."""


@dataclass(eq=False)
class Entry:
    """A call that sends. What came of it is in the outbox."""

    call: Call
    name: CallName
    outbox: Outbox

    at: datetime | None = None
    """When it was sent first."""

    caller_told: bool = False
    """Whether the caller still waited for the result."""

    sending: threading.Lock = field(default_factory=threading.Lock)
    """Held while it is sent: a retry waits for the send before it."""

    @cached_property
    def content(self) -> str:
        """The input, without its retry key, as text."""
        content = {name: value for name, value in self.call.input.items() if name != "retryKey"}
        return json.dumps(content, ensure_ascii=False, sort_keys=True)

    @property
    def record(self) -> CallRecord | None:
        """The outbox's record; None before it is sent, and once no history or plan has it."""
        return self.outbox.call(self.name)

    @property
    def outcome(self) -> str:
        """`pending`, `accepted`, `refused`, `not sent` or `unknown`."""
        record = self.record
        if record is None or self.sending.locked():
            return "pending"
        if record.status == "failed":
            return "refused" if "status_code" in record.outcome else "not sent"
        return "accepted" if record.status == "done" else "unknown"

    @property
    def is_settled(self) -> bool:
        """Whether its caller knows whether it was sent."""
        return self.caller_told and self.outcome not in {"pending", "unknown"}

    def is_retried_by(self, call: Call) -> bool:
        """Tell whether a call with the same content is its retry, not another message."""
        key, record = self.call.retry_key, self.record
        if key is None or record is None:
            return False
        # A clock that was moved back a little leaves a retry one; `check_retry` decides on it.
        return key == call.retry_key or (
            not call.has_own_key and abs(self.outbox.age(record)) <= _RETRY_SECONDS
        )

    def check_retry(self, record: CallRecord) -> None:
        """Refuse to send it again where that may send it twice.

        Args:
            record: the outbox's, of a call that may have been carried out.

        Raises:
            InputError: it has no retry key, or one that the provider may not know any more.
        """
        if self.call.retryable_after(self.outbox.age(record)):
            return
        if record.status == "done":
            self.caller_told = True
            raise InputError("completed before; nothing was sent again")
        raise InputError(
            "it was sent with an unknown outcome, and a second try may send it twice: check the "
            "outcome before you send it with a new plan or retryKey"
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as the resource shows it."""
        record = self.record
        output: dict[str, Any] = (record and record.outcome) or {}
        headers = output.get("response_headers", {})
        text = self.content
        shape: dict[str, Any] = {
            "at": self.at and self.at.isoformat(timespec="seconds"),
            "action": self.call.spec.name,
            "recipients": shown_recipients(self.call.recipients),
            "content": text if len(text) <= _CONTENT_SHOWN else f"{text[:_CONTENT_SHOWN]}…",
            "outcome": self.outcome,
            "caller_told": self.caller_told,
            "retry_key": self.call.retry_key,
            "status_code": output.get("status_code"),
            # For an accepted retry key, the first request is the one that was accepted.
            "request_id": headers.get(ACCEPTED_REQUEST_ID_HEADER, headers.get(REQUEST_ID_HEADER)),
        }
        return {name: value for name, value in shape.items() if value is not None}


def shown_recipients(recipients: list[str] | None) -> dict[str, Any]:
    """Return the recipients of a call, a long list shortened."""
    if recipients is None:
        return {"note": "unknown: only the provider knows the recipients"}
    different = [*dict.fromkeys(recipients)]
    shown: dict[str, Any] = {"count": len(different), "ids": different[:_IDS_SHOWN]}
    if len(different) > _IDS_SHOWN:
        shown["note"] = f"the first {_IDS_SHOWN} IDs of {len(different)}"
    return shown
