"""Somebody subscribed to a membership of the bot's, renewed it, or left it.

Source: https://developers.line.biz/en/reference/messaging-api/#membership-event
"""

from __future__ import annotations

from typing import Annotated

from line_connector.models.line.webhook.event import Event
from line_connector.models.line.webhook.received import Received
from line_connector.schema.variants import OpenEnum


class MembershipContent(Received):
    """What happened to a membership."""

    type: Annotated[str, OpenEnum("joined", "left", "renewed")]
    """What happened; LINE may add types."""

    membership_id: int | None = None
    """ID of the membership's plan."""


class MembershipEvent(Event):
    """Somebody subscribed to a membership of the bot's, renewed it, or left it."""

    type: str = "membership"
    """Type of the event."""

    membership: MembershipContent
    """What happened."""
