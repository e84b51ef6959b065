"""Who an event comes from.

Source: https://developers.line.biz/en/reference/messaging-api/#source-user
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from line_connector.models.line.webhook.received import Received
from line_connector.schema.variants import by_type, variant


class UserSource(Received):
    """A user, in a chat with the bot."""

    type: Literal["user"] = "user"
    """Constant."""

    user_id: str | None = None
    """The user's ID (`U…`); it may be absent."""

    @property
    def id(self) -> str | None:
        """Whom to push to: the user's ID."""
        return self.user_id


class GroupSource(Received):
    """A group chat."""

    type: Literal["group"] = "group"
    """Constant."""

    group_id: str
    """The group's ID (`C…`)."""

    user_id: str | None = None
    """ID of the user in it (`U…`), in message events of users of LINE for iOS and Android."""

    @property
    def id(self) -> str | None:
        """Whom to push to: the group's ID."""
        return self.group_id


class RoomSource(Received):
    """A chat of several people without a group."""

    type: Literal["room"] = "room"
    """Constant."""

    room_id: str
    """The room's ID (`R…`)."""

    user_id: str | None = None
    """ID of the user in it (`U…`), in message events of users of LINE for iOS and Android."""

    @property
    def id(self) -> str | None:
        """Whom to push to: the room's ID."""
        return self.room_id


class UnknownSource(Received):
    """A source of another type, or none: an account link that failed has none."""

    type: str | None = None
    """Its type; None if the event has no source."""

    user_id: str | None = None
    """ID of the user, if it has one."""

    @property
    def id(self) -> str | None:
        """Nobody who can be pushed to for certain."""
        return None


def _unknown_if_absent(value: object) -> object:
    return {} if value is None else value


Source = Annotated[
    Annotated[UserSource, variant("user")]
    | Annotated[GroupSource, variant("group")]
    | Annotated[RoomSource, variant("room")]
    | Annotated[UnknownSource, variant()],
    by_type("user", "group", "room"),
    BeforeValidator(_unknown_if_absent),
]
"""A user, a group, a room, or something unknown."""
