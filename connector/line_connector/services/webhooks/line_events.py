"""LINE's webhooks as events to store. Nothing in them is required but a list of objects."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from line_connector.events.event import Event
from line_connector.json_values import is_object
from line_connector.services.webhooks.columns import beside_events, json_of, text_of
from line_connector.webhooks.parsing import Webhook

_LONGEST_TYPE = 64


def events_of(body: bytes, webhook: Webhook, account: str, received_at: int) -> Iterator[Event]:
    """Yield the events of a webhook.

    Args:
        body: the webhook as it arrived.
        webhook: what was read of it.
        account: whose secret signed it.
        received_at: the time, in milliseconds since 1970.
    """
    contents = webhook.raw["events"]
    beside = beside_events(webhook.raw, "events")
    is_whole = len(contents) == 1 and _is_as_read(body, webhook)
    for content in contents:
        if not is_object(content):
            content = {"type": "unknown", "value": content}  # noqa: PLW2901
            alone = None
        else:
            alone = body.decode() if is_whole else None
        text = alone or json_of({**beside, "events": [content]})
        yield _event(content, webhook, account, received_at, text)


def _event(
    content: dict[str, Any], webhook: Webhook, account: str, received_at: int, body: str
) -> Event:
    source = content.get("source")
    source = source if is_object(source) else {}
    context = content.get("deliveryContext")
    user = text_of(source.get("userId"))
    return Event(
        provider="line",
        channel=text_of(webhook.destination) or account,
        event_id=text_of(content.get("webhookEventId")) or _made_id(content),
        type=_type(content),
        timestamp=_time(content.get("timestamp")) or received_at,
        received_at=received_at,
        body=body,
        account=account,
        chat_id=text_of(source.get("groupId")) or text_of(source.get("roomId")) or user,
        user_id=user,
        redelivered=is_object(context) and context.get("isRedelivery") is True,
        standby=content.get("mode") == "standby",
    )


def _type(content: dict[str, Any]) -> str:
    """Return an event's type; a message's with that of its content: `message.text`."""
    own, message = text_of(content.get("type")) or "unknown", content.get("message")
    inner = text_of(message.get("type")) if is_object(message) else None
    return (f"{own}.{inner}" if own == "message" and inner else own)[:_LONGEST_TYPE]


def _made_id(content: dict[str, Any]) -> str:
    """Return an ID for an event that has none, as before 2022: equal for equal events."""
    same = {name: value for name, value in content.items() if name != "deliveryContext"}
    return "sha256:" + hashlib.sha256(json_of(same).encode()).hexdigest()


def _time(value: Any) -> int | None:
    is_time = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53
    return value if is_time else None


def _is_as_read(body: bytes, webhook: Webhook) -> bool:
    """Tell whether a body says what was read of it: halves of surrogate pairs were replaced."""
    return b"\\ud" not in body.lower() or json.loads(body) == webhook.raw
