"""Make an audience of people who saw a message."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.audiences import AudienceName, CreatedRetargetingAudience
from line_connector.models.line.ids import RequestId
from line_connector.schema.model import Input


class CreateImpBasedAudienceGroupInput(Input):
    """Name of the audience, and which message."""

    description: AudienceName
    """The audience's name: 1 to 120 characters (UTF-16 units), without line breaks."""

    request_id: RequestId
    """Request ID of a broadcast or narrowcast of the last 60 days, from its answer's header
    `x-line-request-id`."""


class CreateImpBasedAudienceGroup(
    Action[CreateImpBasedAudienceGroupInput, CreatedRetargetingAudience]
):
    """Make an audience of the people who saw at least one bubble of a broadcast or narrowcast.

    It stays `IN_PROGRESS` while fewer than 50 people did. LINE keeps it for 180 days.

    Raises:
        BadRequestError: no such broadcast or narrowcast, or not yet; it is older than 60 days;
            there is an audience for this message; or there are 1,000 audiences already.

    Source: https://developers.line.biz/en/reference/messaging-api/#create-imp-audience-group
    """

    method = "POST"
    path = "/v2/bot/audienceGroup/imp"
    success = frozenset({202})
    rate_limit = "60/min"
    example = {
        "description": "Saw the offer",
        "requestId": "b1f5b7b4-2f6e-4b67-93c0-5b8a54cf8c3f",
    }
