"""What happened, and what became of the webhooks that told of it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from line_connector.sandbox.state import State
from line_connector.sandbox.stream import Source

MOST_AT_ONCE = 100
"""Events that one webhook tells of at most."""


def logged_events(
    state: State, filters: Mapping[str, Any], limit: int | None = None
) -> list[dict[str, Any]]:
    """Return events with their webhooks, oldest first.

    Args:
        state: of the sandbox.
        filters: values of the columns `type`, `user_id`, `chat_id` and `event_id`.
        limit: how many of the newest are returned at most.
    """
    conditions = "".join(f" AND {name} = ?" for name in filters)
    rows = state.db.execute(
        f"SELECT number, destination, event FROM webhook_events WHERE 1{conditions}"  # noqa: S608 (our own names)
        " ORDER BY number DESC LIMIT ?",
        (*filters.values(), -1 if limit is None else limit),
    ).fetchall()
    return [_shown(state, *row) for row in reversed(rows)]


def numbered_events(state: State, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Return some events with their webhooks, in their order."""
    rows = state.db.execute(
        "SELECT number, destination, event FROM webhook_events"
        " WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number",
        (json.dumps([*numbers]),),
    ).fetchall()
    return [_shown(state, *row) for row in rows]


def event_number(state: State, event_id: str) -> int | None:
    """Return the number of an event; none if there is no such one."""
    row = state.db.execute(
        "SELECT number FROM webhook_events WHERE event_id = ?", (event_id,)
    ).fetchone()
    return row[0] if row else None


def deliveries_of(state: State, numbers: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """Return the webhooks of some events, by the events' numbers."""
    found: dict[int, list[dict[str, Any]]] = {number: [] for number in numbers}
    if not numbers:
        return found
    # A webhook's events follow each other: it is found by the first of them.
    rows = state.db.execute(
        "SELECT events, url, attempt, fault, due_at, result FROM webhook_deliveries"
        " LEFT JOIN webhook_results USING (delivery_id)"
        " WHERE json_extract(events, '$[0]') BETWEEN ? AND ? ORDER BY webhook_deliveries.number",
        (min(numbers) - MOST_AT_ONCE, max(numbers)),
    )
    for events, *columns in rows:
        for number in json.loads(events):
            if number in found:
                found[number].append(_delivery(*columns))
    return found


def signed_webhooks(state: State, number: int) -> list[dict[str, Any]]:
    """Return the webhooks that told of an event, in the order in which they were made.

    Returns:
        `[{"url", "body", "signature", "state", …}]`; `body` is a text, as it was signed.
    """
    rows = state.db.execute(
        "SELECT events, body, signature, url, attempt, fault, due_at, result"
        " FROM webhook_deliveries LEFT JOIN webhook_results USING (delivery_id)"
        " WHERE json_extract(events, '$[0]') BETWEEN ? AND ? ORDER BY webhook_deliveries.number",
        (number - MOST_AT_ONCE, number),
    )
    return [
        {"body": body, "signature": signature, **_delivery(*columns)}
        for events, body, signature, *columns in rows
        if number in json.loads(events)
    ]


def _shown(state: State, number: int, destination: str, event: str) -> dict[str, Any]:
    deliveries = deliveries_of(state, [number])[number]
    return {"event": json.loads(event), "destination": destination, "deliveries": deliveries}


def _delivery(
    url: str, attempt: int, fault: str | None, due_at: float | None, result: str | None
) -> dict[str, Any]:
    ended: dict[str, Any] = json.loads(result) if result else {}
    if result:
        state = "failed" if ended["reason"] else "accepted"
    else:
        state = "held" if due_at is None else "waiting"
    return {"url": url, "state": state, "isRedelivery": attempt > 1, "fault": fault, **ended}


def _ended(body: str, *columns: Any) -> dict[str, Any]:
    events = json.loads(body)["events"]
    return {"webhookEventIds": [event["webhookEventId"] for event in events], **_delivery(*columns)}


SOURCES = (
    Source(
        event="event",
        table="webhook_events",
        query="SELECT number, event FROM webhook_events WHERE number > ? ORDER BY number LIMIT ?",
        shown=json.loads,
    ),
    Source(
        event="delivery",
        table="webhook_results",
        query="SELECT webhook_results.number, body, url, attempt, fault, due_at, result"
        " FROM webhook_results JOIN webhook_deliveries USING (delivery_id)"
        " WHERE webhook_results.number > ? ORDER BY webhook_results.number LIMIT ?",
        shown=_ended,
    ),
)
"""What the stream tells of: events as they happen, and webhooks as they end."""
