"""Download what a user sent."""

from __future__ import annotations

from typing import Any

from line_connector.action import Action
from line_connector.http.output import Output
from line_connector.models.line.content import ContentInput
from line_connector.progress import Job, Progress
from line_connector.schema.model import Body

_PREPARING = 202


def _progress(output: Output[Any]) -> Progress:
    if output.status_code == _PREPARING:
        return Progress("still being prepared")
    return Progress("ready", ended=True)


class GetMessageContent(Action[ContentInput, Body]):
    """Download the image, video, audio or file of a message that a user sent.

    A large video or audio is prepared first. Until then the answer has status 202 and no content,
    and no file is written; waiting for the action asks until the content is there. LINE deletes
    content after a while that it does not tell, and may have changed it, such as made it smaller.

    Raises:
        NotFoundError: no message has this ID, it has no content, or LINE deleted the content.
        GoneError: the user unsent the message.

    Source: https://developers.line.biz/en/reference/messaging-api/#get-content
    """

    method = "GET"
    path = "/v2/bot/message/{messageId}/content"
    host = "data_url"
    success = frozenset({200, _PREPARING})
    pending = frozenset({_PREPARING})
    answers_with_file = True
    rate_limit = "2000/s"
    job = Job(_progress)
    example = {"messageId": "500000000000000001"}
