"""List the members of a room."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.chats import MemberIds
from line_connector.models.line.ids import ContinuationToken, RoomId
from line_connector.paging import Pages
from line_connector.schema.model import Input


class GetRoomMembersIdsInput(Input):
    """Which room, and which page."""

    room_id: RoomId
    """ID of the room, as webhooks give it."""

    start: ContinuationToken = None


class GetRoomMembersIds(Action[GetRoomMembersIdsInput, MemberIds]):
    """List the user IDs of the members of a room, page by page; also of those who are no friends.

    Raises:
        BadRequestError: the continuation token is unknown or older than 24 hours.
        ForbiddenError: the account is neither verified nor premium.
        NotFoundError: there is no such room, or the account is not in it.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-room-member-user-ids
    """

    method = "GET"
    path = "/v2/bot/room/{roomId}/members/ids"
    rate_limit = "2000/s"
    pages = Pages("memberIds")
    example = {"roomId": "R00000000000000000000000000000001"}
