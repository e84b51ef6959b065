"""Make an audience of the user IDs in a file."""

from __future__ import annotations

from collections.abc import Iterator

from line_connector.action import Action
from line_connector.http.body import Multipart
from line_connector.models.line.audience_ids import TextFile, file_problems, kind_of
from line_connector.models.line.audiences import (
    AudienceName,
    CreatedAudience,
    IsIfaAudience,
    UploadDescription,
)
from line_connector.schema.model import Input
from line_connector.schema.problems import Problem


class CreateAudienceForUploadingUserIdsInput(Input):
    """Name and people of the audience."""

    description: AudienceName
    """The audience's name: 1 to 120 characters (UTF-16 units), without line breaks."""

    is_ifa_audience: IsIfaAudience = None
    """Whether it is of IFAs, which LINE must have permitted; else of user IDs. It stays so."""

    upload_description: UploadDescription = None
    """Description of this upload, up to 300 characters; `get_audience_data` has it in `jobs`."""

    file: TextFile
    """A text file of up to 1,500,000 user IDs or IFAs, one a line; on the command line and in
    Python also its path."""

    def errors(self) -> Iterator[Problem]:
        """Yield what is wrong with the file."""
        return file_problems(self.file, kind_of(self.is_ifa_audience))


class CreateAudienceForUploadingUserIds(
    Action[CreateAudienceForUploadingUserIdsInput, CreatedAudience]
):
    """Make an audience of the up to 1,500,000 user IDs or IFAs in a text file.

    The file is checked before it is sent; a wrong line is named by its number. LINE fills the
    audience later, and keeps it for 180 days: `get_audience_data` says when it is `READY`.

    Raises:
        BadRequestError: LINE does not know an ID, or there are 1,000 audiences already.
        RateLimitError: ten uploads to the audience are not finished yet.

    Source: https://developers.line.biz/en/reference/messaging-api/#create-upload-audience-group-by-file
    """

    method = "POST"
    path = "/v2/bot/audienceGroup/upload/byFile"
    host = "data_url"
    body = Multipart
    success = frozenset({202})
    rate_limit = "60/min"
    example = {
        "description": "Customers in Bangkok",
        "file": {
            "file_name": "customers.txt",
            "content": "VTAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAxCg==",
        },
    }
