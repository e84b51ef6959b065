"""Webhooks: which are to be sent, and what became of each."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from line_connector.sandbox.clock import iso
from line_connector.sandbox.line.message.reply_tokens import renew_reply_token
from line_connector.sandbox.line.settings import LineSettings
from line_connector.sandbox.line.webhook.delivery_faults import (
    additional_events,
    secret_of,
    take_fault,
)
from line_connector.sandbox.line.webhook.endpoints import webhook_endpoint
from line_connector.sandbox.line.webhook.events import Event, chat_of
from line_connector.sandbox.line.webhook.sending import Ending, envelope, signature
from line_connector.sandbox.state import State

MOST_EVENTS = 100_000
"""How many of the newest events are kept, and of their webhooks."""


class Delivery(NamedTuple):
    """A webhook that is to be sent."""

    delivery_id: str
    events: str
    url: str
    body: str
    signature: str
    attempt: int
    fault: str | None


def send_events(state: State, events: Sequence[Event], bot: str | None = None) -> list[int]:
    """Let some events have happened, and be sent in one webhook if there is an endpoint.

    Args:
        state: of the sandbox.
        events: made by `new_event` or `chat_event`.
        bot: user ID of the bot they are for, if it is not the account's.

    Returns:
        The events' numbers.
    """
    destination = bot or state.channel.bot_user_id
    numbers = [_remember(state, event, destination) for event in events]
    if numbers:
        _queue(state, numbers)
    return numbers


def redeliver(state: State, number: int) -> None:
    """Send an event again, as LINE does after a webhook that failed."""
    endpoint = webhook_endpoint(state)
    if endpoint is not None:
        _insert(state, [number], endpoint.url, state.clock.now(), attempt=2)


def due_delivery(state: State) -> Delivery | None:
    """Return the webhook that is to be sent now, if there is one; its reply tokens are renewed."""
    row = state.db.execute(
        "SELECT delivery_id, events, url, body, signature, attempt, fault FROM webhook_deliveries"
        " WHERE due_at <= ? ORDER BY due_at, number LIMIT 1",
        (state.clock.now(),),
    ).fetchone()
    if row is None:
        return None
    for event in json.loads(row[3])["events"]:
        if "replyToken" in event:
            renew_reply_token(state, event["replyToken"], event["timestamp"] / 1000)
    return Delivery(*row)


def next_delivery(state: State) -> float | None:
    """Return when the next webhook is to be sent, if any is."""
    (moment,) = state.db.execute("SELECT MIN(due_at) FROM webhook_deliveries").fetchone()
    return None if moment is None else float(moment)


def is_being_sent(state: State, numbers: Sequence[int]) -> bool:
    """Tell whether a webhook with some events is still to be sent now, or one swapped with it."""
    row = state.db.execute(
        "SELECT 1 FROM webhook_deliveries, json_each(events) WHERE due_at <= ?"
        " AND (fault = 'swap' OR value IN (SELECT value FROM json_each(?))) LIMIT 1",
        (state.clock.now(), json.dumps(numbers)),
    ).fetchone()
    return row is not None


def record_result(state: State, delivery: Delivery, ending: Ending) -> None:
    """Write down how a webhook ended; another one follows where the settings or a fault say so.

    What was reset in the meantime is not there any more, and stays away.
    """
    sent = state.db.execute(
        "UPDATE webhook_deliveries SET due_at = NULL WHERE delivery_id = ?", (delivery.delivery_id,)
    )
    if not sent.rowcount:
        return
    failed = ending.reason != "OK"
    result = {
        "at": iso(state.clock.now()),
        "status": ending.status or None,
        "reason": ending.reason.lower() if failed else None,
        "detail": ending.detail if failed else None,
        "answer": ending.answer,
        "seconds": round(ending.seconds, 3),
    }
    state.db.execute(
        "INSERT INTO webhook_results (delivery_id, result) VALUES (?, ?)",
        (delivery.delivery_id, json.dumps(result)),
    )
    numbers, attempt = json.loads(delivery.events), delivery.attempt + 1
    now, settings = state.clock.now(), state.settings(LineSettings)
    if delivery.fault == "redelivery" and delivery.attempt == 1:
        _insert(state, numbers, delivery.url, now, attempt=attempt)
    elif failed and settings.webhook_redelivery and attempt <= 1 + settings.webhook_redeliveries:
        due_at = now + settings.webhook_redelivery_interval
        _insert(state, numbers, delivery.url, due_at, attempt=attempt)


def _remember(state: State, event: Event, destination: str) -> int:
    number = state.db.execute(
        "INSERT INTO webhook_events (event_id, type, user_id, chat_id, destination, occurred_at,"
        " after_received, event)"
        " VALUES (?, ?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) FROM received), ?)",
        (
            event["webhookEventId"],
            event["type"],
            event.get("source", {}).get("userId"),
            chat_of(event) or None,
            destination,
            event["timestamp"] / 1000,
            json.dumps(event),
        ),
    ).lastrowid
    oldest = (number or 0) - MOST_EVENTS
    if state.db.execute("DELETE FROM webhook_events WHERE number <= ?", (oldest,)).rowcount:
        _forget_deliveries(state)
    return number or 0


def _forget_deliveries(state: State) -> None:
    """Forget the oldest webhooks that were sent, and their results."""
    state.db.execute(
        "DELETE FROM webhook_deliveries WHERE due_at IS NULL"
        " AND number <= (SELECT max(number) FROM webhook_deliveries) - ?",
        (MOST_EVENTS,),
    )
    state.db.execute(
        "DELETE FROM webhook_results WHERE number <= (SELECT max(number) FROM webhook_results) - ?",
        (MOST_EVENTS,),
    )


def _queue(state: State, numbers: Sequence[int]) -> None:
    """Let events be sent in one webhook, with the fault that is queued for the next one."""
    endpoint = webhook_endpoint(state)
    if endpoint is None or not endpoint.active:
        return
    fault = take_fault(state)
    kind = fault.get("fault")
    due_at = state.clock.now() + fault.get("seconds", 0)
    held = _held(state)
    if kind == "swap" and not held:
        _insert(state, numbers, endpoint.url, None, fault=kind)
        return
    for _ in range(2 if kind == "duplicate" else 1):
        _insert(state, numbers, endpoint.url, due_at, fault=kind)
    for delivery_id in held:
        state.db.execute(
            "UPDATE webhook_deliveries SET due_at = ?,"
            " number = (SELECT max(number) + 1 FROM webhook_deliveries) WHERE delivery_id = ?",
            (due_at, delivery_id),
        )


def _held(state: State) -> list[str]:
    rows = state.db.execute(
        "SELECT delivery_id FROM webhook_deliveries WHERE fault = 'swap' AND due_at IS NULL"
        " AND delivery_id NOT IN (SELECT delivery_id FROM webhook_results)"
    )
    return [delivery_id for (delivery_id,) in rows]


def _insert(
    state: State,
    numbers: Sequence[int],
    url: str,
    due_at: float | None,
    *,
    attempt: int = 1,
    fault: str | None = None,
) -> None:
    events, destination = _events(state, numbers, is_redelivery=attempt > 1)
    body = envelope([*additional_events(state, fault), *events], destination)
    state.db.execute(
        "INSERT INTO webhook_deliveries"
        " (delivery_id, events, url, body, signature, attempt, fault, due_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            state.random.uuid(),
            json.dumps(numbers),
            url,
            body.decode(),
            signature(body, secret_of(state, fault)),
            attempt,
            fault,
            due_at,
        ),
    )


def _events(
    state: State, numbers: Sequence[int], *, is_redelivery: bool
) -> tuple[list[Event], str]:
    """Return the event objects to be sent, and the bot they are for."""
    rows = state.db.execute(
        "SELECT event, destination FROM webhook_events"
        " WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number",
        (json.dumps(numbers),),
    ).fetchall()
    context: dict[str, Any] = {"deliveryContext": {"isRedelivery": is_redelivery}}
    return [{**json.loads(event), **context} for event, _ in rows], rows[0][1]
