"""Infobip's delivery reports and inbound messages as events to store.

Infobip sends a report again until it is answered, without an ID of its own: it is the same if
message, status and time are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from line_connector.errors import WebhookBodyError
from line_connector.events.event import Event
from line_connector.json_values import is_object
from line_connector.services.webhooks.columns import (
    LONGEST_ID,
    beside_events,
    json_of,
    text_of,
)

Kind = Literal["reports", "messages"]

TYPES = {"reports": "infobip.report", "messages": "infobip.message"}
"""Types of events, by the last step of the path."""


def events_of(
    document: dict[str, Any], kind: Kind, account: str, received_at: int
) -> Iterator[Event]:
    """Yield the reports or messages of a request.

    Raises:
        WebhookBodyError: one of its `results` is no object.
    """
    beside = beside_events(document, "results")
    for result in document["results"]:
        if not is_object(result):
            raise WebhookBodyError("results: must be a list of objects")
        body = json_of({**beside, "results": [result]})
        yield _event(result, body, kind, account, received_at)


def _event(result: dict[str, Any], body: str, kind: Kind, account: str, received_at: int) -> Event:
    person = text_of(result.get("to" if kind == "reports" else "from"))
    at = result.get("doneAt" if kind == "reports" else "receivedAt")
    return Event(
        provider="infobip",
        channel=account or "infobip",
        event_id=_id(result, kind),
        type=TYPES[kind],
        timestamp=_milliseconds(at) or received_at,
        received_at=received_at,
        body=body,
        account=account,
        chat_id=person,
        user_id=person,
    )


def _id(result: dict[str, Any], kind: Kind) -> str:
    message = text_of(result.get("messageId"))
    if message is None:
        return "sha256:" + hashlib.sha256(json_of(result).encode()).hexdigest()
    if kind == "messages":
        return message
    status = result.get("status")
    name = status.get("name") if is_object(status) else None
    state = f"/{name}/{result.get('doneAt')}".replace("\0", "")
    return f"{message}{state}"[-LONGEST_ID:]


def _milliseconds(value: Any) -> int | None:
    """Read a time such as `2023-09-26T10:52:15.457+0000`."""
    try:
        moment = datetime.strptime(str(value), "%Y-%m-%dT%H:%M:%S.%f%z")
    except ValueError:
        return None
    return round(moment.timestamp() * 1000)
