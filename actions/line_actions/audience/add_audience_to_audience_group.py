"""Add user IDs to an audience."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from line_connector.action import Action
from line_connector.models.line.audience_ids import Audience, list_problems
from line_connector.models.line.audiences import UploadDescription
from line_connector.models.line.ids import AudienceGroupId
from line_connector.schema.lengths import ListLength
from line_connector.schema.model import Body, Input
from line_connector.schema.problems import Problem


class AddAudienceToAudienceGroupInput(Input):
    """Which audience, and whom."""

    audience_group_id: AudienceGroupId
    """The audience's ID."""

    upload_description: UploadDescription = None
    """Description of this upload, up to 300 characters; `get_audience_data` has it in `jobs`."""

    audiences: Annotated[list[Audience], ListLength(10_000, 1)]
    """1 to 10,000 people, all by user IDs or all by IFAs, as the audience was made."""

    def errors(self) -> Iterator[Problem]:
        """Yield what is wrong with IDs of another kind than the first."""
        return list_problems(self.audiences)


class AddAudienceToAudienceGroup(Action[AddAudienceToAudienceGroupInput, Body]):
    """Add up to 10,000 user IDs or IFAs to an audience of uploaded IDs; none can be taken out.

    LINE adds them later: `get_audience_data` says in `jobs` when the upload is `FINISHED`.

    Raises:
        BadRequestError: there is no such audience, it has expired, or LINE does not know an ID.
        RateLimitError: ten uploads to the audience are not finished yet.

    Source: https://developers.line.biz/en/reference/messaging-api/#update-upload-audience-group
    """

    method = "PUT"
    path = "/v2/bot/audienceGroup/upload"
    success = frozenset({202})
    rate_limit = "60/min"
    idempotent = True
    example = {
        "audienceGroupId": 1000000000001,
        "audiences": [{"id": "U00000000000000000000000000000001"}],
    }
