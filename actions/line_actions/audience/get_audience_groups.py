"""List audiences."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.audiences import (
    AudienceGroup,
    AudienceStatus,
    CreateRoute,
    PageFacts,
    PageNumber,
    PageSize,
)
from line_connector.paging import NumberedPages
from line_connector.schema.model import Input
from line_connector.schema.numbers import Boolean


class GetAudienceGroupsInput(Input):
    """Which audiences, and which page of them."""

    page: PageNumber = 1
    """Number of the page, from 1; the first if absent."""

    description: str | None = None
    """Part of the audience's name, in capitals or not."""

    status: AudienceStatus | None = None
    """Status; any if absent."""

    size: PageSize = None
    """Audiences on a page, up to 40; 20 if absent."""

    includes_external_public_groups: Boolean | None = None
    """Whether to list public audiences of the account's other channels too; they are if absent."""

    create_route: CreateRoute | None = None
    """What the audience was made with; anything if absent."""


class GetAudienceGroupsBody(PageFacts):
    """One page of audiences."""

    audience_groups: list[AudienceGroup] | None = None
    """The page's audiences."""


class GetAudienceGroups(Action[GetAudienceGroupsInput, GetAudienceGroupsBody]):
    """List the audiences that fit some conditions, page by page.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-audience-groups
    """

    method = "GET"
    path = "/v2/bot/audienceGroup/list"
    rate_limit = "60/min"
    pages = NumberedPages("audienceGroups")
    example = {"page": 1, "size": 40, "status": "READY"}
