"""Control of webhooks: where they go, what is made wrong with them, and what became of them."""

from line_connector.sandbox.line.webhook import delivery_faults
from line_connector.sandbox.line.webhook.deliveries import is_being_sent, redeliver
from line_connector.sandbox.line.webhook.endpoints import put_endpoint, webhook_endpoint
from line_connector.sandbox.line.webhook.event_log import (
    event_number,
    logged_events,
    numbered_events,
)
from line_connector.sandbox.outgoing import may_be_called
from line_connector.sandbox.provider import Controls, Fields, InvalidInputError, Later, unknown
from line_connector.sandbox.state import State

controls = Controls()

FILTERS = {"type": "type", "userId": "user_id", "chatId": "chat_id", "webhookEventId": "event_id"}
"""Columns of the events, by the parameters that filter them."""


@controls.get("webhook")
def get_webhook(state: State, _: Fields) -> Fields:
    """Tell where webhooks are sent, and whether they are."""
    known = webhook_endpoint(state)
    return {"endpoint": known.url, "active": known.active} if known else {"endpoint": None}


@controls.post("webhook", seed_rank=3)
def put_webhook(state: State, fields: Fields) -> Fields:
    """Set the endpoint, which may be a bot on this machine without HTTPS, or the switch."""
    known = webhook_endpoint(state)
    url: str | None = fields.get("endpoint", known.url if known else None)
    if url is not None and url.startswith("http:") and not may_be_called(url, anywhere=False):
        raise InvalidInputError("endpoint: must be HTTPS unless it is on this machine")
    with state.transaction():
        put_endpoint(state, url, active=fields.get("active", known.active if known else True))
    return get_webhook(state, {})


@controls.get("webhook-faults")
def get_webhook_faults(state: State, _: Fields) -> Fields:
    """List the faults of webhooks that are still to come."""
    return {"faults": delivery_faults.queued_faults(state)}


@controls.post("webhook-faults")
def put_webhook_fault(state: State, fields: Fields) -> Fields:
    """Queue a fault for the next webhooks."""
    delivery_faults.queue_fault(state, fields)
    return get_webhook_faults(state, fields)


@controls.delete("webhook-faults")
def clear_webhook_faults(state: State, fields: Fields) -> Fields:
    """Forget the faults of webhooks."""
    delivery_faults.clear_faults(state)
    return get_webhook_faults(state, fields)


@controls.get("events")
def list_events(state: State, fields: Fields) -> Fields:
    """List what happened, oldest first, and what became of the webhooks."""
    filters = {FILTERS[name]: fields[name] for name in FILTERS if name in fields}
    limit = int(fields["limit"]) if "limit" in fields else None
    return {"events": logged_events(state, filters, limit)}


@controls.post("events/{webhookEventId}/redeliver")
def redeliver_event(state: State, fields: Fields) -> Later:
    """Send an event again, and wait until it was sent."""
    number = event_number(state, fields["webhookEventId"])
    if number is None:
        raise unknown("webhookEventId", fields["webhookEventId"])
    if webhook_endpoint(state) is None:
        raise InvalidInputError("no webhook endpoint is set: POST /_sandbox/webhook sets it")
    with state.transaction():
        redeliver(state, number)
    return Later(
        lambda: is_being_sent(state, [number]), lambda: {"events": numbered_events(state, [number])}
    )
