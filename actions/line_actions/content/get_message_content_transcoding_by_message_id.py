"""Ask whether a video or audio that a user sent can be downloaded."""

from __future__ import annotations

from typing import Any, Literal

from line_connector.action import Action
from line_connector.http.output import Output
from line_connector.models.line.content import ContentInput
from line_connector.progress import Job, Progress
from line_connector.schema.model import Body


class GetMessageContentTranscodingByMessageIdBody(Body):
    """How far the preparation is."""

    status: Literal["processing", "succeeded", "failed"] | str
    """`processing`, then `succeeded`, when the content can be downloaded, or `failed`."""


def _progress(output: Output[Any]) -> Progress:
    status = GetMessageContentTranscodingByMessageIdBody.model_validate(output.json_body).status
    return Progress(status, ended=status in {"succeeded", "failed"}, failed=status == "failed")


class GetMessageContentTranscodingByMessageId(
    Action[ContentInput, GetMessageContentTranscodingByMessageIdBody]
):
    """Ask how far LINE is with preparing a video or audio that a user sent.

    Raises:
        BadRequestError: the message is neither a video nor audio.
        NotFoundError: no message has this ID, it has no content, or LINE deleted the content.
        GoneError: the user unsent the message.

    Source: https://developers.line.biz/en/reference/messaging-api/#verify-video-or-audio-preparation-status
    """

    method = "GET"
    path = "/v2/bot/message/{messageId}/content/transcoding"
    host = "data_url"
    rate_limit = "2000/s"
    job = Job(_progress)
    example = {"messageId": "500000000000000002"}
