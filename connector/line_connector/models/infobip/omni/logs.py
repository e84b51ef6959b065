"""Logs of OMNI messages.

Source: https://www.infobip.com/docs/api/channels/omni-failover
"""

from __future__ import annotations

from line_connector.models.infobip.delivery_report import DeliveryReport
from line_connector.schema.model import Body


class OmniLog(DeliveryReport):
    """What is known of the message to one person."""

    from_: str | None = None
    """Sender on the channel."""

    text: str | None = None
    """Text that was sent."""


class OmniLogs(Body):
    """Logs of messages of the last 48 hours."""

    results: list[OmniLog] = []
    """One for each message."""
