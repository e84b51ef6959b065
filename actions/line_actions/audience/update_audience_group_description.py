"""Rename an audience."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.audiences import AudienceName
from line_connector.models.line.ids import AudienceGroupId
from line_connector.schema.model import Body, Input


class UpdateAudienceGroupDescriptionInput(Input):
    """Which audience, and its new name."""

    audience_group_id: AudienceGroupId
    """The audience's ID."""

    description: AudienceName
    """The new name: 1 to 120 characters (UTF-16 units), without line breaks."""


class UpdateAudienceGroupDescription(Action[UpdateAudienceGroupDescriptionInput, Body]):
    """Give an audience another name.

    Raises:
        BadRequestError: there is no such audience.

    Source: https://developers.line.biz/en/reference/messaging-api/#set-description-audience-group
    """

    method = "PUT"
    path = "/v2/bot/audienceGroup/{audienceGroupId}/updateDescription"
    rate_limit = "60/min"
    idempotent = True
    example = {"audienceGroupId": 1000000000001, "description": "Customers in Bangkok"}
