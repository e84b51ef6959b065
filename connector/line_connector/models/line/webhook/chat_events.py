"""The bot or others joined a group or room, or left it.

Source: https://developers.line.biz/en/reference/messaging-api/#join-event
"""

from __future__ import annotations

from line_connector.models.line.webhook.event import Event
from line_connector.models.line.webhook.received import Received
from line_connector.models.line.webhook.source import Source


class JoinEvent(Event):
    """The bot joined a group or room."""

    type: str = "join"
    """Type of the event."""


class LeaveEvent(Event):
    """The bot left a group or room, or was removed from it.

    Source: https://developers.line.biz/en/reference/messaging-api/#leave-event
    """

    type: str = "leave"
    """Type of the event."""


class Members(Received):
    """Users who joined or left."""

    members: list[Source]
    """The users."""


class MemberJoinedEvent(Event):
    """Users joined a group or room that the bot is in.

    Source: https://developers.line.biz/en/reference/messaging-api/#member-joined-event
    """

    type: str = "memberJoined"
    """Type of the event."""

    joined: Members
    """Who joined."""


class MemberLeftEvent(Event):
    """Users left a group or room that the bot is in.

    Source: https://developers.line.biz/en/reference/messaging-api/#member-left-event
    """

    type: str = "memberLeft"
    """Type of the event."""

    left: Members
    """Who left."""
