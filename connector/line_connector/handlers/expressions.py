"""`${{ … }}` over an event, in what the file of handlers says."""

from __future__ import annotations

from typing import Any

from line_connector.events.event import Event
from line_connector.events.subscription import RejectedError
from line_connector.playbook.expressions import ExpressionError, render


def filled(value: Any, event: Event) -> Any:
    """Return a JSON value with the values of its expressions.

    They see `event`, the provider's own object, and its `id`, `type`, `chat`, `user` and `text`.

    Raises:
        RejectedError: one of them has no value that fits its place.
    """
    known = {
        "event": event.content,
        "id": event.event_id,
        "type": event.type,
        "chat": event.chat_id,
        "user": event.user_id,
        "text": event.text,
    }
    try:
        return render(value, known)
    except ExpressionError as error:
        raise RejectedError(str(error)) from None
