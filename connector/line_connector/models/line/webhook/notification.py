"""A LINE notification message to a phone number arrived.

Source: https://developers.line.biz/en/docs/partner-docs/line-notification-messages/message-sending-complete-webhook-event/
"""

from __future__ import annotations

from line_connector.models.line.webhook.event import Event
from line_connector.models.line.webhook.received import Received


class DeliveryContent(Received):
    """Which message arrived."""

    data: str
    """The `X-Line-Delivery-Tag` it was sent with or, without one, the hashed phone number."""


class DeliveryEvent(Event):
    """A LINE notification message to a phone number arrived."""

    type: str = "delivery"
    """Type of the event."""

    delivery: DeliveryContent
    """Which message."""
