"""Get the name of a group."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import GroupId
from line_connector.schema.model import Body, Input


class GetGroupSummaryInput(Input):
    """Which group."""

    group_id: GroupId
    """ID of the group, as webhooks give it."""


class GetGroupSummaryBody(Body):
    """A group's name and picture."""

    group_id: str
    """The group's ID."""

    group_name: str
    """Its name."""

    picture_url: str | None = None
    """Address of its picture (HTTPS); absent where there is none."""


class GetGroupSummary(Action[GetGroupSummaryInput, GetGroupSummaryBody]):
    """Get the name and the picture of a group that the account is in.

    Raises:
        NotFoundError: there is no such group, or the account is not in it.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-group-summary
    """

    method = "GET"
    path = "/v2/bot/group/{groupId}/summary"
    rate_limit = "2000/s"
    example = {"groupId": "C00000000000000000000000000000001"}
