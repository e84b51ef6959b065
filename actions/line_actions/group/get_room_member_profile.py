"""Get the profile of a member of a room."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.chats import MemberProfile
from line_connector.models.line.ids import RoomId, UserId
from line_connector.schema.model import Input


class GetRoomMemberProfileInput(Input):
    """Which room, and whose profile."""

    room_id: RoomId
    """ID of the room, as webhooks give it."""

    user_id: UserId
    """ID of the user, as webhooks give it."""


class GetRoomMemberProfile(Action[GetRoomMemberProfileInput, MemberProfile]):
    """Get the profile of a member of a room, friend of the account or not.

    Raises:
        NotFoundError: the account is not in such a room, or the user is not.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-room-member-profile
    """

    method = "GET"
    path = "/v2/bot/room/{roomId}/member/{userId}"
    rate_limit = "2000/s"
    example = {
        "roomId": "R00000000000000000000000000000001",
        "userId": "U00000000000000000000000000000001",
    }
