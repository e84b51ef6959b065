"""Somebody sent a message, edited it, or took it back.

Source: https://developers.line.biz/en/reference/messaging-api/#message-event
"""

from __future__ import annotations

from line_connector.models.line.webhook.event import Event
from line_connector.models.line.webhook.message_content import MessageContent
from line_connector.models.line.webhook.received import Received


class MessageEvent(Event):
    """Somebody sent a message."""

    type: str = "message"
    """Type of the event."""

    message: MessageContent
    """The message."""


class MessageEditedEvent(Event):
    """Somebody edited a text in a group; message events before and after it are other events.

    Source: https://developers.line.biz/en/reference/messaging-api/#edit-event
    """

    type: str = "messageEdited"
    """Type of the event."""

    message: MessageContent
    """The message as it is now, with the ID it had before and a new quote token."""


class UnsendDetail(Received):
    """Which message was taken back."""

    message_id: str
    """ID of the message."""


class UnsendEvent(Event):
    """Somebody took a message back: LINE asks you to forget what it said.

    Source: https://developers.line.biz/en/reference/messaging-api/#unsend-event
    """

    type: str = "unsend"
    """Type of the event."""

    unsend: UnsendDetail
    """Which message."""
