"""Delete an audience."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.ids import AudienceGroupId
from line_connector.schema.model import Body, Input


class DeleteAudienceGroupInput(Input):
    """Which audience."""

    audience_group_id: AudienceGroupId
    """The audience's ID."""


class DeleteAudienceGroup(Action[DeleteAudienceGroupInput, Body]):
    """Delete an audience; that cannot be undone.

    Raises:
        BadRequestError: there is no such audience.

    Source: https://developers.line.biz/en/reference/messaging-api/#delete-audience-group
    """

    method = "DELETE"
    path = "/v2/bot/audienceGroup/{audienceGroupId}"
    success = frozenset({200, 202})
    rate_limit = "60/min"
    idempotent = True
    example = {"audienceGroupId": 1000000000001}
