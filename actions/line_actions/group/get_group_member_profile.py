"""Get the profile of a member of a group."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.chats import MemberProfile
from line_connector.models.line.ids import GroupId, UserId
from line_connector.schema.model import Input


class GetGroupMemberProfileInput(Input):
    """Which group, and whose profile."""

    group_id: GroupId
    """ID of the group, as webhooks give it."""

    user_id: UserId
    """ID of the user, as webhooks give it."""


class GetGroupMemberProfile(Action[GetGroupMemberProfileInput, MemberProfile]):
    """Get the profile of a member of a group, friend of the account or not.

    Raises:
        NotFoundError: the account is not in such a group, or the user is not.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-group-member-profile
    """

    method = "GET"
    path = "/v2/bot/group/{groupId}/member/{userId}"
    rate_limit = "2000/s"
    example = {
        "groupId": "C00000000000000000000000000000001",
        "userId": "U00000000000000000000000000000001",
    }
