"""Somebody added the bot as a friend, or blocked it.

Source: https://developers.line.biz/en/reference/messaging-api/#follow-event
"""

from __future__ import annotations

from line_connector.models.line.webhook.event import Event
from line_connector.models.line.webhook.received import Received


class FollowDetail(Received):
    """How somebody became a friend."""

    is_unblocked: bool | None = None
    """Whether they had blocked the bot before; LINE says that it is not always right."""


class FollowEvent(Event):
    """Somebody added the bot as a friend, or unblocked it."""

    type: str = "follow"
    """Type of the event."""

    follow: FollowDetail | None = None
    """Which of the two."""


class UnfollowEvent(Event):
    """Somebody blocked the bot: messages to them reach nobody.

    Source: https://developers.line.biz/en/reference/messaging-api/#unfollow-event
    """

    type: str = "unfollow"
    """Type of the event."""
