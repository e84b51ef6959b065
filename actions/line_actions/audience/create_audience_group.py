"""Make an audience of user IDs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from line_connector.action import Action
from line_connector.models.line.audience_ids import Audience, kind_of, list_problems
from line_connector.models.line.audiences import (
    AudienceName,
    CreatedAudience,
    IsIfaAudience,
    UploadDescription,
)
from line_connector.schema.lengths import ListLength
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem


class CreateAudienceGroupInput(Input):
    """Name and people of the audience."""

    description: AudienceName
    """The audience's name: 1 to 120 characters (UTF-16 units), without line breaks."""

    is_ifa_audience: IsIfaAudience = None
    """Whether it is of IFAs, which LINE must have permitted; else of user IDs. It stays so."""

    upload_description: UploadDescription = None
    """Description of this upload, up to 300 characters; `get_audience_data` has it in `jobs`."""

    audiences: Annotated[list[Audience], ListLength(10_000, 0)] | None = None
    """Up to 10,000 people. Without any the audience stays `IN_PROGRESS` until some are added."""

    def errors(self) -> Iterator[Problem]:
        """Yield what is wrong with IDs of another kind than the audience's."""
        return list_problems(self.audiences or [], kind_of(self.is_ifa_audience))


class CreateAudienceGroup(Action[CreateAudienceGroupInput, CreatedAudience]):
    """Make an audience of up to 10,000 user IDs or IFAs, to send narrowcasts to.

    LINE fills it later, and keeps it for 180 days: `get_audience_data` says when it is `READY`.
    A channel may have 1,000 audiences.

    Raises:
        BadRequestError: LINE does not know an ID, or there are 1,000 audiences already.
        RateLimitError: ten uploads to the audience are not finished yet.

    Source: https://developers.line.biz/en/reference/messaging-api/#create-upload-audience-group
    """

    method = "POST"
    path = "/v2/bot/audienceGroup/upload"
    success = frozenset({202})
    rate_limit = "60/min"
    example = {
        "description": "Customers in Bangkok",
        "audiences": [{"id": "U00000000000000000000000000000001"}],
    }
