"""List audiences that are shared in the Business Manager."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.audiences import (
    AudienceStatus,
    PageFacts,
    PageNumber,
    PageSize,
    SharedCreateRoute,
)
from line_connector.models.line.shared_audiences import SharedAudienceGroup
from line_connector.paging import NumberedPages
from line_connector.schema.model import Input
from line_connector.schema.numbers import Boolean


class GetSharedAudienceGroupsInput(Input):
    """Which audiences, and which page of them."""

    page: PageNumber = 1
    """Number of the page, from 1; the first if absent."""

    description: str | None = None
    """Part of the audience's name, in capitals or not."""

    status: AudienceStatus | None = None
    """Status; any if absent."""

    size: PageSize = None
    """Audiences on a page, up to 40; 20 if absent."""

    create_route: SharedCreateRoute | None = None
    """What the audience was made with; anything if absent."""

    includes_owned_audience_groups: Boolean | None = None
    """Whether to list the account's own audiences too; they are not if absent."""


class GetSharedAudienceGroupsBody(PageFacts):
    """One page of audiences."""

    audience_groups: list[SharedAudienceGroup] | None = None
    """The page's audiences."""


class GetSharedAudienceGroups(Action[GetSharedAudienceGroupsInput, GetSharedAudienceGroupsBody]):
    """List the audiences that are shared in the Business Manager, page by page.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-shared-audience-list
    """

    method = "GET"
    path = "/v2/bot/audienceGroup/shared/list"
    rate_limit = "60/min"
    pages = NumberedPages("audienceGroups")
    example = {"page": 1, "includesOwnedAudienceGroups": True}
