"""Events as a listener stores them."""

from __future__ import annotations

import json

from line_connector.events import Event
from line_connector.events.store import now
from support.sandboxed import USER


def text_event(event_id: str, text: str, chat: str = USER) -> Event:
    """A text that a user wrote just now, in a webhook of its own."""
    message = {"type": "message", "message": {"type": "text", "text": text}}
    return Event(
        provider="line",
        channel="U9",
        event_id=event_id,
        type="message.text",
        timestamp=now(),
        received_at=now(),
        body=json.dumps({"destination": "U9", "events": [message]}),
        chat_id=chat,
        user_id=USER,
    )
