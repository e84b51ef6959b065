"""Infobip's delivery reports and inbound messages as events to store.

Infobip sends a report again until it is answered, without an ID of its own: it is the same if
message, status and time are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from line_connector.errors import WebhookBodyError
from line_connector.events.event import Event
from line_connector.json_values import is_object

Kind = Literal["reports", "messages"]

TYPES = {"reports": "infobip.report", "messages": "infobip.message"}
"""Types of events, by the last step of the path."""

_LONGEST_ID = 255


def events_of(
    document: dict[str, Any], kind: Kind, account: str, received_at: int
) -> Iterator[Event]:
    """Yield the reports or messages of a request.

    Raises:
        WebhookBodyError: one of its `results` is no object.
    """
    for result in document["results"]:
        if not is_object(result):
            raise WebhookBodyError("results: must be a list of objects")
        yield _event(result, document, kind, account, received_at)


def _event(
    result: dict[str, Any], document: dict[str, Any], kind: Kind, account: str, received_at: int
) -> Event:
    person = _text(result.get("to" if kind == "reports" else "from"))
    at = result.get("doneAt" if kind == "reports" else "receivedAt")
    return Event(
        provider="infobip",
        channel=account or "infobip",
        event_id=_id(result, kind),
        type=TYPES[kind],
        timestamp=_milliseconds(at) or received_at,
        received_at=received_at,
        body=_json({**document, "results": [result]}),
        account=account,
        chat_id=person,
        user_id=person,
    )


def _id(result: dict[str, Any], kind: Kind) -> str:
    message = _text(result.get("messageId"))
    if message is None:
        return "sha256:" + hashlib.sha256(_json(result).encode()).hexdigest()
    if kind == "messages":
        return message
    status = result.get("status")
    name = status.get("name") if is_object(status) else None
    return f"{message}/{name}/{result.get('doneAt')}"[-_LONGEST_ID:]


def _milliseconds(value: Any) -> int | None:
    """Read a time such as `2023-09-26T10:52:15.457+0000`."""
    try:
        moment = datetime.strptime(str(value), "%Y-%m-%dT%H:%M:%S.%f%z")
    except ValueError:
        return None
    return round(moment.timestamp() * 1000)


def _text(value: Any) -> str | None:
    return value[:_LONGEST_ID].replace("\0", "") if isinstance(value, str) and value else None


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode()
