"""Count the members of a group."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.chats import MemberCount
from line_connector.models.line.ids import GroupId
from line_connector.schema.model import Input


class GetGroupMemberCountInput(Input):
    """Which group."""

    group_id: GroupId
    """ID of the group, as webhooks give it."""


class GetGroupMemberCount(Action[GetGroupMemberCountInput, MemberCount]):
    """Count the members of a group that the account is in.

    Raises:
        NotFoundError: there is no such group, or the account is not in it.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-members-group-count
    """

    method = "GET"
    path = "/v2/bot/group/{groupId}/members/count"
    rate_limit = "2000/s"
    example = {"groupId": "C00000000000000000000000000000001"}
