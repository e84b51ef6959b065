"""Downloading what users sent."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.content.contents import (
    PREPARED,
    PREVIEWED,
    Content,
    find_content,
    preview,
)
from line_connector.sandbox.line.errors import refusal
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.state import State

operations = LineOperations()

NOT_FOUND = "not found"
"""In lower case, unlike elsewhere."""


@operations.get("getMessageContent", "message/{messageId}/content")
def get_message_content(state: State, request: Request) -> Response:
    """Answer with what the user sent, once it is prepared.

    LINE does not tell what is answered where preparing it failed; here there is no content then.
    """
    content = _content(state, request)
    status = content.status(state.clock.now())
    if status == "processing":
        return json_response({}, 202)
    if status == "failed":
        raise refusal(404, NOT_FOUND)
    return Response(200, content.content, content.content_type)


@operations.get("getMessageContentPreview", "message/{messageId}/content/preview")
def get_message_content_preview(state: State, request: Request) -> Response:
    """Answer with the preview of an image or video."""
    if _content(state, request).type not in PREVIEWED:
        raise refusal(400, "The content can not be previewed")
    return Response(200, preview(), "image/jpeg")


@operations.get(
    "getMessageContentTranscodingByMessageId", "message/{messageId}/content/transcoding"
)
def get_message_content_transcoding(state: State, request: Request) -> Response:
    """Answer with how far the preparation of a video or audio is."""
    content = _content(state, request)
    if content.type not in PREPARED:
        raise refusal(400, "Transcoding status doesn't support this type of content")
    return json_response({"status": content.status(state.clock.now())})


def _content(state: State, request: Request) -> Content:
    content = find_content(state, request.path_parameters["messageId"])
    if content is None:
        raise refusal(404, NOT_FOUND)
    if content.is_unsent:
        raise refusal(410, "The content is gone")
    return content
