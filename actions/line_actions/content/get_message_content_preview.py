"""Download the preview of an image or video that a user sent."""

from __future__ import annotations

from line_connector.action import Action
from line_connector.models.line.content import ContentInput
from line_connector.schema.model import Body


class GetMessageContentPreview(Action[ContentInput, Body]):
    """Download a smaller image of the image or video of a message that a user sent.

    Raises:
        BadRequestError: the message is neither an image nor a video.
        NotFoundError: no message has this ID, it has no content, or LINE deleted the content.
        GoneError: the user unsent the message.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-image-or-video-preview
    """

    method = "GET"
    path = "/v2/bot/message/{messageId}/content/preview"
    host = "data_url"
    answers_with_file = True
    rate_limit = "2000/s"
    example = {"messageId": "500000000000000001"}
