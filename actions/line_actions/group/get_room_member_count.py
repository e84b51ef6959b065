"""Count the members of a room."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.chats import MemberCount
from line_connector.models.line.ids import RoomId
from line_connector.schema.model import Input


class GetRoomMemberCountInput(Input):
    """Which room."""

    room_id: RoomId
    """ID of the room, as webhooks give it."""


class GetRoomMemberCount(Action[GetRoomMemberCountInput, MemberCount]):
    """Count the members of a room (a chat of several people without a name) that the account is in.

    Raises:
        NotFoundError: there is no such room, or the account is not in it.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-members-room-count
    """

    method = "GET"
    path = "/v2/bot/room/{roomId}/members/count"
    rate_limit = "2000/s"
    example = {"roomId": "R00000000000000000000000000000001"}
