"""Content."""

from line_connector.sandbox.exchange import Request, Response, json_response
from line_connector.sandbox.line.operation import LineOperations
from line_connector.sandbox.state import State

operations = LineOperations()


@operations.get("getMessageContent", "message/{messageId}/content")
def get_message_content(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response({})


@operations.get("getMessageContentPreview", "message/{messageId}/content/preview")
def get_message_content_preview(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response({})


@operations.get(
    "getMessageContentTranscodingByMessageId", "message/{messageId}/content/transcoding"
)
def get_message_content_transcoding_by_message_id(_: State, __: Request) -> Response:
    """Answer as LINE's documentation shows."""
    return json_response({"status": "processing"})
