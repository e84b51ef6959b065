"""Look at an audience."""

from __future__ import annotations

from line_actions.audience.progress import audience_progress
from line_connector.action import Action
from line_connector.models.line.audiences import AudienceData
from line_connector.models.line.ids import AudienceGroupId
from line_connector.progress import Job
from line_connector.schema.model import Body, Input


class GetAudienceDataInput(Input):
    """Which audience."""

    audience_group_id: AudienceGroupId
    """The audience's ID."""


class AdAccount(Body):
    """An account of LINE Ads or LINE Points Ads."""

    name: str | None = None
    """Its name."""


class GetAudienceDataBody(AudienceData):
    """The audience, and the uploads to it."""

    adaccount: AdAccount | None = None
    """The account that shares it; only audiences of ads have one."""


class GetAudienceData(Action[GetAudienceDataInput, GetAudienceDataBody]):
    """Get an audience's status and size, and how far uploads to it are.

    Messages reach all who were uploaded once its status is `READY` and no upload in `jobs` is
    `QUEUED` or `WORKING`. An audience without anybody never becomes `READY`.

    Raises:
        BadRequestError: there is no such audience.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-audience-group
    """

    method = "GET"
    path = "/v2/bot/audienceGroup/{audienceGroupId}"
    rate_limit = "60/min"
    job = Job(audience_progress)
    example = {"audienceGroupId": 1000000000001}
