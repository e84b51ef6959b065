"""Look at an audience that is shared in the Business Manager."""

from __future__ import annotations

from typing import Literal

from line_connector.action import Action
from line_connector.models.line.audiences import AudienceUploads
from line_connector.models.line.ids import AudienceGroupId
from line_connector.models.line.shared_audiences import SharedAudienceGroup
from line_connector.schema.model import Body, Input


class GetSharedAudienceDataInput(Input):
    """Which audience."""

    audience_group_id: AudienceGroupId
    """The audience's ID."""


class AudienceOwner(Body):
    """The account that made an audience."""

    service_type: Literal["bm", "lap", "account", "yda"] | str | None = None
    """Its service: `bm` Business Manager, `lap` LINE Ads, `account` LINE Official Account, `yda`
    LY Ads."""

    id: str | None = None
    """Its ID there."""

    name: str | None = None
    """Its name."""


class GetSharedAudienceDataBody(AudienceUploads):
    """The audience, the uploads to it, and whose it is."""

    audience_group: SharedAudienceGroup | None = None
    """The audience."""

    owner: AudienceOwner | None = None
    """Whose it is."""


class GetSharedAudienceData(Action[GetSharedAudienceDataInput, GetSharedAudienceDataBody]):
    """Get the status, size and owner of an audience that is shared in the Business Manager.

    Raises:
        BadRequestError: there is no such audience.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-shared-audience
    """

    method = "GET"
    path = "/v2/bot/audienceGroup/shared/{audienceGroupId}"
    rate_limit = "60/min"
    example = {"audienceGroupId": 1000000000001}
