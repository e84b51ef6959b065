"""List the members of a group."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.chats import MemberIds
from line_connector.models.line.ids import ContinuationToken, GroupId
from line_connector.paging import Pages
from line_connector.schema.model import Input


class GetGroupMembersIdsInput(Input):
    """Which group, and which page."""

    group_id: GroupId
    """ID of the group, as webhooks give it."""

    start: ContinuationToken = None


class GetGroupMembersIds(Action[GetGroupMembersIdsInput, MemberIds]):
    """List the user IDs of the members of a group, page by page; also of those who are no friends.

    Raises:
        BadRequestError: the continuation token is unknown or older than 24 hours.
        ForbiddenError: the account is neither verified nor premium.
        NotFoundError: there is no such group, or the account is not in it.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-group-member-user-ids
    """

    method = "GET"
    path = "/v2/bot/group/{groupId}/members/ids"
    rate_limit = "2000/s"
    pages = Pages("memberIds")
    example = {"groupId": "C00000000000000000000000000000001"}
