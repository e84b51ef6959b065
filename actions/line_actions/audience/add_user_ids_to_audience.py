"""Add the user IDs in a file to an audience."""

from __future__ import annotations

from collections.abc import Iterator

from line_connector.action import Action
from line_connector.http.body import Multipart
from line_connector.models.line.audience_ids import TextFile, file_problems
from line_connector.models.line.audiences import UploadDescription
from line_connector.models.line.ids import AudienceGroupId
from line_connector.schema.model import Body, Input
from line_connector.schema.problems import Problem


class AddUserIdsToAudienceInput(Input):
    """Which audience, and whom."""

    audience_group_id: AudienceGroupId
    """The audience's ID."""

    upload_description: UploadDescription = None
    """Description of this upload, up to 300 characters; `get_audience_data` has it in `jobs`."""

    file: TextFile
    """A text file of up to 1,500,000 user IDs, or IFAs if the audience is of those, one a line; on
    the command line and in Python also its path."""

    def errors(self) -> Iterator[Problem]:
        """Yield what is wrong with the file."""
        return file_problems(self.file)


class AddUserIdsToAudience(Action[AddUserIdsToAudienceInput, Body]):
    """Add the up to 1,500,000 user IDs or IFAs in a text file to an audience of uploaded IDs.

    The file is checked before it is sent; a wrong line is named by its number. LINE adds the IDs
    later: `get_audience_data` says in `jobs` when the upload is `FINISHED`.

    Raises:
        BadRequestError: there is no such audience, it has expired, or LINE does not know an ID.
        RateLimitError: ten uploads to the audience are not finished yet.

    Source: https://developers.line.biz/en/reference/messaging-api/#update-upload-audience-group-by-file
    """

    method = "PUT"
    path = "/v2/bot/audienceGroup/upload/byFile"
    host = "data_url"
    body = Multipart
    success = frozenset({202})
    rate_limit = "60/min"
    idempotent = True
    example = {
        "audienceGroupId": 1000000000001,
        "file": {
            "file_name": "customers.txt",
            "content": "VTAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAxCg==",
        },
    }
