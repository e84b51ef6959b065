"""Leave a group."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import GroupId
from line_connector.schema.model import Body, Input


class LeaveGroupInput(Input):
    """Which group."""

    group_id: GroupId
    """ID of the group, as webhooks give it."""


class LeaveGroup(Action[LeaveGroupInput, Body]):
    """Leave a group: the account gets none of its messages any more.

    Raises:
        NotFoundError: there is no such group, or the account is not in it.

    Source: https://developers.line.biz/en/reference/messaging-api/#leave-group
    """

    method = "POST"
    path = "/v2/bot/group/{groupId}/leave"
    rate_limit = "2000/s"
    idempotent = True
    example = {"groupId": "C00000000000000000000000000000001"}
