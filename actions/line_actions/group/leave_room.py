"""Leave a room."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import RoomId
from line_connector.schema.model import Body, Input


class LeaveRoomInput(Input):
    """Which room."""

    room_id: RoomId
    """ID of the room, as webhooks give it."""


class LeaveRoom(Action[LeaveRoomInput, Body]):
    """Leave a room: the account gets none of its messages any more.

    Raises:
        NotFoundError: there is no such room, or the account is not in it.

    Source: https://developers.line.biz/en/reference/messaging-api/#leave-room
    """

    method = "POST"
    path = "/v2/bot/room/{roomId}/leave"
    rate_limit = "2000/s"
    idempotent = True
    example = {"roomId": "R00000000000000000000000000000001"}
