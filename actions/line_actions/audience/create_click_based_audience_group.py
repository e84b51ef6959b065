"""Make an audience of people who tapped a link in a message."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.audiences import AudienceName, CreatedRetargetingAudience
from line_connector.models.line.ids import RequestId
from line_connector.schema.model import Input
from line_connector.schema.urls import ClickedUri


class CreateClickBasedAudienceGroupInput(Input):
    """Name of the audience, and which message."""

    description: AudienceName
    """The audience's name: 1 to 120 characters (UTF-16 units), without line breaks."""

    request_id: RequestId
    """Request ID of a broadcast or narrowcast of the last 60 days, from its answer's header
    `x-line-request-id`."""

    click_url: ClickedUri | None = None
    """The link, up to 2,000 characters. Absent: any link in the message."""


class CreateClickBasedAudienceGroupBody(CreatedRetargetingAudience):
    """The audience as it was when it was made; LINE fills it later."""

    click_url: str | None = None
    """The link, if one was given."""


class CreateClickBasedAudienceGroup(
    Action[CreateClickBasedAudienceGroupInput, CreateClickBasedAudienceGroupBody]
):
    """Make an audience of the people who tapped a link in a broadcast or narrowcast.

    It stays `IN_PROGRESS` while fewer than 50 people did. LINE keeps it for 180 days.

    Raises:
        BadRequestError: no such broadcast or narrowcast, or not yet; it is older than 60 days;
            there is an audience for this message and link; or there are 1,000 audiences already.

    Source: https://developers.line.biz/en/reference/messaging-api/#create-click-audience-group
    """

    method = "POST"
    path = "/v2/bot/audienceGroup/click"
    success = frozenset({202})
    rate_limit = "60/min"
    example = {
        "description": "Opened the offer",
        "requestId": "b1f5b7b4-2f6e-4b67-93c0-5b8a54cf8c3f",
        "clickUrl": "https://example.com/offer",
    }
